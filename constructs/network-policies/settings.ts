import { z } from 'zod';

const namespace = z.string().regex(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/, 'it takes the name of a namespace');

/** More that an application's pods may reach than their connections. */
const ExtraEgress = z.strictObject({
  from: z.enum(['litellm', 'openwebui', 'searxng', 'pipelines']),
  /** Ranges, `203.0.113.7/32` or `0.0.0.0/0` for example. */
  ranges: z
    .array(z.string().regex(/^(\d{1,3}\.){3}\d{1,3}\/\d{1,2}$/, 'it takes a range, "203.0.113.0/24" for example'))
    .min(1),
  /** TCP ports. */
  ports: z.array(z.int().min(1).max(65_535)).min(1),
});

/**
 * Who may talk to whom in the applications' namespace. Nobody may, but along the connections that the environment
 * describes; here is what it cannot know. The cluster has to enforce network policies: EKS does as this project sets it
 * up, kind, k3d and Calico or Cilium anywhere do; Docker Desktop does not.
 */
export const NetworkPolicySettings = z.strictObject({
  /** Namespaces whose pods may call LiteLLM's API. @defaultValue none: Open WebUI alone calls it inside the cluster */
  callers: z.array(namespace).default([]),
  /** Namespaces whose pods may read metrics: Prometheus' own. @defaultValue none */
  metricsReaders: z.array(namespace).default([]),
  /**
   * More that applications may reach, which their chart's values ask for: an identity provider, a proxy. Where names
   * are filtered (`network.egress`), the name has to be allowed there too.
   */
  extraEgress: z.array(ExtraEgress).default([]),
});
/** Who may talk to whom in the applications' namespace. @interface */
export type NetworkPolicySettings = z.output<typeof NetworkPolicySettings>;
