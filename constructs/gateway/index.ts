import type { Construct } from 'constructs';
import type { AccountSettings } from '../account/settings';
import type { ClusterConnection } from '../cluster/connection';
import type { Namespace } from '../kubernetes/namespace';
import type { Names } from '../names/names';
import type { NetworkPolicyWiring } from '../network-policies/operator-policies';
import { AlbGateway } from './alb-gateway';
import type { GatewayConnection } from './connection';
import { EnvoyGateway } from './envoy-gateway';
import { NoGateway } from './no-gateway';
import type { GatewaySettings } from './settings';

export { ApplicationRoute, type ApplicationRouteProps } from './application-route';
export type { GatewayConnection } from './connection';
export { loadBalancerController, type LoadBalancerControllerWiring } from './load-balancer-controller';

/** What earlier constructs made that a gateway needs, whichever it is. */
export interface GatewayWiring {
  readonly names: Names;
  /** Absent where the environment is not on AWS. */
  readonly account?: AccountSettings;
  readonly cluster: ClusterConnection;
  /** The applications' namespace, made after the load balancer controller. */
  readonly namespace: Namespace;
  readonly protection: boolean;
  /** For the namespaces that it makes. */
  readonly networkPolicies: NetworkPolicyWiring;
  /** Tags of what is made in another account. */
  readonly tags: Readonly<Record<string, string>>;
}

/** Makes the variant that `settings.kind` names. */
export function gateway(
  scope: Construct,
  id: string,
  settings: GatewaySettings,
  wiring: GatewayWiring,
): GatewayConnection {
  switch (settings.kind) {
    case 'none':
      return new NoGateway(scope, id);
    case 'alb':
      return new AlbGateway(scope, id, { settings, ...wiring });
    case 'envoy':
      return new EnvoyGateway(scope, id, { settings, ...wiring });
  }
}
