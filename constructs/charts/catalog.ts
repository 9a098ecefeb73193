/** A chart of someone else's, pinned. */
export interface PinnedChart {
  /** Where Helm finds it: a chart repository's address, or an OCI registry and folder. */
  readonly repository: string;
  readonly chart: string;
  readonly version: string;
}

/**
 * Every chart that the platform installs, in one place: to update one, change its version here and read its notes
 * for the values that its file sets.
 */
export const CHARTS = {
  awsLoadBalancerController: {
    repository: 'https://aws.github.io/eks-charts',
    chart: 'aws-load-balancer-controller',
    version: '3.5.0',
  },
  certManager: { repository: 'oci://quay.io/jetstack/charts', chart: 'cert-manager', version: 'v1.21.1' },
  cloudNativePg: { repository: 'https://cloudnative-pg.github.io/charts', chart: 'cloudnative-pg', version: '0.29.0' },
  cloudNativePgCluster: { repository: 'https://cloudnative-pg.github.io/charts', chart: 'cluster', version: '0.8.1' },
  envoyGateway: { repository: 'oci://docker.io/envoyproxy', chart: 'gateway-helm', version: 'v1.9.0' },
  externalSecrets: { repository: 'https://charts.external-secrets.io', chart: 'external-secrets', version: '2.9.0' },
  litellm: { repository: 'oci://ghcr.io/berriai/litellm/chart', chart: 'litellm', version: '1.0.0' },
  litellmClassic: { repository: 'oci://ghcr.io/berriai', chart: 'litellm-helm', version: '1.1.3' },
  openWebUi: { repository: 'https://helm.openwebui.com', chart: 'open-webui', version: '16.0.0' },
  reloader: { repository: 'https://stakater.github.io/stakater-charts', chart: 'reloader', version: '2.2.16' },
  valkey: { repository: 'https://valkey.io/valkey-helm/', chart: 'valkey', version: '0.11.0' },
} as const satisfies Record<string, PinnedChart>;
