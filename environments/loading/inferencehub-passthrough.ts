import { z } from 'zod';
import type { EnvironmentInput } from '../schema';
import type { InferenceHubYaml } from './inferencehub-shape';

type Values = InferenceHubYaml['litellm'];

/** What their passthrough blocks say that is a setting of ours, and the rest of the blocks. */
export interface Passthrough {
  readonly litellm: { readonly replicas?: { min: number; max: number }; readonly values: Values };
  readonly openwebui: { readonly values: Values };
  readonly storage: Extract<EnvironmentInput['storage'], { kind: 'volume' }>;
}

/** Only what can be said with our settings as well; a block with more in it is left, and refused as protected. */
const Persistence = z.strictObject({
  enabled: z.literal(true).optional(),
  size: z
    .string()
    .regex(/^\d+Gi$/)
    .optional(),
  storageClass: z.string().optional(),
});

/** Takes the values out of the passthrough blocks that are settings of the platform. */
export function passthroughOf({ litellm, openwebui, storageClass }: InferenceHubYaml): Passthrough {
  const { replicaCount, ...litellmRest } = litellm;
  const replicas = typeof replicaCount === 'number' ? { min: replicaCount, max: replicaCount } : undefined;
  const { persistence, ...openwebuiRest } = openwebui;
  const volume = Persistence.safeParse(persistence);
  return {
    litellm: replicas ? { replicas, values: litellmRest } : { values: litellm },
    openwebui: { values: volume.success ? openwebuiRest : openwebui },
    storage: {
      kind: 'volume',
      storageGib: volume.data?.size === undefined ? undefined : Number.parseInt(volume.data.size, 10),
      storageClass: volume.data?.storageClass ?? storageClass,
    },
  };
}
