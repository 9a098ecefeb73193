import { z } from 'zod';

/** Tika in the cluster, for Open WebUI alone: without a way out, so that a document cannot have anything fetched. */
export const InClusterTika = z.strictObject({
  kind: z.literal('in-cluster'),
  /** Pods. @defaultValue 1 */
  replicas: z.int().min(1).max(50).default(1),
  /** Requests of each pod, and its memory limit. */
  resources: z
    .strictObject({
      /** CPUs. @defaultValue 0.5 */
      cpu: z.number().min(0.1).max(64).default(0.5),
      /** Memory in GiB; half of it is Java's heap, the rest is for reading text in pictures. @defaultValue 2 */
      memoryGib: z.number().min(1).max(64).default(2),
    })
    .prefault({}),
});
/** Tika in the cluster, for Open WebUI alone. @interface */
export type InClusterTika = z.output<typeof InClusterTika>;

/** A Tika of your own. Open WebUI 0.11.0 takes the answers of Tika 3; those of Tika 4 it does not understand. */
export const ExternalTika = z.strictObject({
  kind: z.literal('external'),
  /** Where it is, `http://tika.tools.svc.cluster.local:9998` for example. */
  url: z.url({ protocol: /^https?$/, error: 'it takes an http or https address' }),
});

/** The Apache Tika that takes documents apart. */
export const TikaSettings = z.discriminatedUnion('kind', [InClusterTika, ExternalTika]);
export type TikaSettings = z.output<typeof TikaSettings>;
