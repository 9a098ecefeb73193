import type { KubernetesManifest } from '../helm/manifest-release';
import type { PodGroup } from './flow';
import type { CiliumEntity } from './surroundings';

/** A way to something that Cilium has a name for. */
export interface EntityEgress {
  readonly to: CiliumEntity;
  readonly ports: readonly number[];
}

/** What a group of pods may open besides: Cilium adds it to what network policies allow. */
export function ciliumPolicy(
  name: string,
  namespace: string,
  { labels }: PodGroup,
  egress: readonly EntityEgress[],
): KubernetesManifest {
  return {
    apiVersion: 'cilium.io/v2',
    kind: 'CiliumNetworkPolicy',
    metadata: { name, namespace },
    spec: {
      endpointSelector: { matchLabels: labels },
      egress: egress.map(({ to, ports }) => ({
        toEntities: [to.entity],
        toPorts: [{ ports: ports.map((port) => ({ port: String(port), protocol: 'TCP' })) }],
      })),
    },
  };
}
