import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { type KubernetesManifest, ManifestRelease } from '../helm/manifest-release';
import { albRoute } from './alb-route';
import type { GatewayConnection } from './connection';
import { envoyRoute } from './envoy-route';
import type { Exposure } from './exposure';

export interface ApplicationRouteProps {
  readonly gateway: GatewayConnection;
  /** Its name, which its objects and its release have. */
  readonly application: string;
  /** What of it can be reached. */
  readonly exposure: Exposure;
  /** Its host name; without one it stays inside the cluster. */
  readonly hostname?: string;
  /** The applications' namespace. */
  readonly namespace: string;
  /** Where its pods are reached inside the cluster. */
  readonly service: RouteService;
}

/** A Service and the port of it that a route leads to. */
export interface RouteService {
  readonly name: string;
  readonly port: number;
}

/**
 * The way from outside to one application, where the environment has a gateway and the application a host name.
 * @example
 * ```ts
 * const gateways = gateway(
 *   this,
 *   'gateway',
 *   gatewaySettings({ kind: 'alb', certificateArn: 'arn:aws:acm:eu-west-1:222222222222:certificate/0123' }),
 *   {
 *     ...common,
 *     cluster,
 *     namespace,
 *     networkPolicies,
 *     routed: { reports: { labels: { app: 'reports' }, port: 8080 } },
 *     tags: { Team: 'models' },
 *   },
 * );
 * const route = new ApplicationRoute(this, 'route', {
 *   ...common,
 *   gateway: gateways,
 *   application: 'reports',
 *   exposure: { open: ['/'], closed: ['/metrics'], healthCheckPath: '/health', sticky: false },
 *   hostname: 'reports.example.com',
 *   service: { name: 'reports', port: 80 },
 * });
 * ```
 */
export class ApplicationRoute extends Construct {
  /** Where users find it; absent where it stays inside the cluster. */
  readonly url?: string;
  private readonly release?: ManifestRelease;

  constructor(scope: Construct, id: string, props: ApplicationRouteProps) {
    super(scope, id);
    const { application, exposure, gateway, hostname, namespace, service } = props;
    if (hostname === undefined || gateway.kind === 'none') return;

    const route = { name: application, namespace, hostname, service, exposure };
    const manifests: readonly KubernetesManifest[] =
      gateway.kind === 'alb' ? [albRoute(gateway, route)] : envoyRoute(gateway, route);
    this.release = new ManifestRelease(this, 'manifests', { release: `${application}-route`, namespace });
    this.release.add(...manifests);

    const isTls = gateway.kind === 'alb' || gateway.tls;
    this.url = `${isTls ? 'https' : 'http'}://${hostname}`;
  }

  /** Has the route wait for what it leads to: the application is told its address before it is there. */
  comesAfter(application: ITerraformDependable): void {
    this.release?.comesAfter(application);
  }
}
