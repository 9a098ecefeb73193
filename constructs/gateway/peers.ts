import type { Peer } from '../network-policies/flow';
import { ENVOY_GATEWAY_NAMESPACE, envoyProxyPods } from '../operators/envoy-gateway';
import type { GatewaySettings } from './settings';

/** Who brings an application's calls from outside; nobody, for one without a host name. */
export function gatewayPeers(gateway: GatewaySettings, application: string, namespace: string): Peer[] {
  const hosts: Readonly<Record<string, string | undefined>> = gateway.kind === 'none' ? {} : gateway.hosts;
  if (gateway.kind === 'none' || hosts[application] === undefined) return [];
  switch (gateway.kind) {
    case 'alb':
      return [{ kind: 'load-balancer', scheme: gateway.scheme }];
    case 'envoy':
      return [
        {
          kind: 'other-namespace',
          namespace: ENVOY_GATEWAY_NAMESPACE,
          labels: envoyProxyPods(namespace).labels,
        },
      ];
  }
}
