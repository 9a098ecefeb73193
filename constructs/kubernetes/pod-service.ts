import type { KubernetesManifest } from '../helm/manifest-release';

/** A Service inside the cluster for the pods that have its labels, on their port called `http`. */
export function podService(
  metadata: KubernetesManifest['metadata'] & { readonly labels: Readonly<Record<string, string>> },
  port: number,
): KubernetesManifest {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata,
    spec: {
      type: 'ClusterIP',
      selector: metadata.labels,
      ports: [{ name: 'http', port, targetPort: 'http' }],
    },
  };
}
