import type { Construct } from 'constructs';
import { AlbGateway } from './alb-gateway';
import type { GatewayConnection } from './connection';
import { EnvoyGateway } from './envoy-gateway';
import { NoGateway } from './no-gateway';
import type { GatewaySettings } from './settings';
import type { GatewayWiring } from './wiring';

export { ApplicationRoute, type ApplicationRouteProps } from './application-route';
export type { GatewayConnection } from './connection';
export type { GatewayWiring } from './wiring';
export { loadBalancerController, type LoadBalancerControllerWiring } from './load-balancer-controller';

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
