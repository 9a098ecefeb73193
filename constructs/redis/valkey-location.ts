import type { PodsLocation } from '../network-policies/location';

/** A Valkey server. It opens no connection itself. */
export function valkeyLocation(service: string): PodsLocation {
  const labels = { 'app.kubernetes.io/name': 'valkey', 'app.kubernetes.io/instance': service };
  return { kind: 'pods', groups: [{ name: service, labels }], ownFlows: [] };
}
