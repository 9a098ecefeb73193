import type { Labels, PodGroup } from '../network-policies/flow';

/** Labels that charts give pods. */
function chartLabels(name: string, instance: string, component?: string): Labels {
  return {
    'app.kubernetes.io/name': name,
    'app.kubernetes.io/instance': instance,
    ...(component === undefined ? {} : { 'app.kubernetes.io/component': component }),
  };
}

export const EXTERNAL_SECRETS_PODS: PodGroup = {
  name: 'external-secrets',
  labels: chartLabels('external-secrets', 'external-secrets'),
};

/** cert-manager's pods; the last is a job after each install. */
export const CERT_MANAGER_PODS = {
  controller: { name: 'cert-manager', labels: chartLabels('cert-manager', 'cert-manager', 'controller') },
  webhook: { name: 'cert-manager-webhook', labels: chartLabels('webhook', 'cert-manager', 'webhook') },
  injector: { name: 'cert-manager-cainjector', labels: chartLabels('cainjector', 'cert-manager', 'cainjector') },
  startupCheck: {
    name: 'cert-manager-startupapicheck',
    labels: chartLabels('startupapicheck', 'cert-manager', 'startupapicheck'),
  },
} as const satisfies Readonly<Record<string, PodGroup>>;

/** Where CloudNativePG's operator runs. */
export const CLOUD_NATIVE_PG_NAMESPACE = 'cnpg-system';
export const CLOUD_NATIVE_PG_PODS: PodGroup = {
  name: 'cloudnative-pg',
  labels: { 'app.kubernetes.io/name': 'cloudnative-pg' },
};

export const POSTGRESQL_PORT = 5432;
/** Where an instance answers its operator: as a database, and with how it is. */
export const INSTANCE_PORTS = [POSTGRESQL_PORT, 8000];
/** What the operator's instances have, whatever their cluster is called. */
export const INSTANCE_LABELS: Labels = { 'cnpg.io/podRole': 'instance' };

/** Where Envoy Gateway's controller runs, and the proxies that it starts. */
export const ENVOY_GATEWAY_NAMESPACE = 'envoy-gateway-system';
/** Envoy Gateway's own pods; the last is a job before each install. */
export const ENVOY_GATEWAY_PODS = {
  controller: { name: 'envoy-gateway', labels: { 'control-plane': 'envoy-gateway' } },
  certificates: { name: 'envoy-gateway-certgen', labels: { app: 'certgen' } },
} as const satisfies Readonly<Record<string, PodGroup>>;

/** The proxies of the Gateways of a namespace. */
export function envoyProxyPods(namespace: string): PodGroup {
  return { name: 'envoy', labels: { 'gateway.envoyproxy.io/owning-gateway-namespace': namespace } };
}

export const EXTERNAL_DNS_PODS: PodGroup = {
  name: 'external-dns',
  labels: chartLabels('external-dns', 'external-dns'),
};

export const RELOADER_PODS: PodGroup = { name: 'reloader', labels: chartLabels('reloader', 'reloader') };
