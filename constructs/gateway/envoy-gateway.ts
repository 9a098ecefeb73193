import { Construct } from 'constructs';
import { OPERATED_IMAGES } from '../helm/catalog';
import { ENVOY_METRICS_PORT, EnvoyGatewayOperator, envoyProxyPods } from '../operators/envoy-gateway';
import type { ClusterConnection } from '../cluster/connection';
import { ImageSource } from '../images/image-source';
import { type KubernetesManifest, ManifestRelease } from '../helm/manifest-release';
import { operatorReplicas, resources, spread } from '../kubernetes/scheduling';
import { extraDestinations } from '../network-policies/destinations';
import type { Destination } from '../network-policies/flow';
import type { OperatorPods } from '../network-policies/operator-policies';
import type { EnvoyGatewayConnection } from './connection';
import { dnsWiring } from './dns-wiring';
import { records } from './records';
import { type RoutedPods, STREAM_IDLE_SECONDS } from './exposure';
import type { GatewayWiring } from './wiring';
import type { EnvoyGatewaySettings } from './settings';

export interface EnvoyGatewayProps extends GatewayWiring {
  readonly settings: EnvoyGatewaySettings;
}

/** Name of the Gateway and of what belongs to it, in the applications' namespace. */
const GATEWAY = 'inferencehub';

const GATEWAY_API = 'gateway.networking.k8s.io';
const ENVOY_GATEWAY = 'gateway.envoyproxy.io';

/**
 * The largest request that is taken whole into memory, per connection: uploads to chats and images to models are far
 * beyond Envoy's own 32 KiB.
 */
const BUFFER_LIMIT = '50Mi';

/** A Gateway (Gateway API) of the environment's own, served by Envoy. */
export class EnvoyGateway extends Construct implements EnvoyGatewayConnection {
  readonly kind = 'envoy';
  readonly gateway = GATEWAY;
  readonly listener: string;
  readonly tls: boolean;

  constructor(scope: Construct, id: string, props: EnvoyGatewayProps) {
    super(scope, id);
    const { cluster, names, protection, settings } = props;
    const namespace = props.namespace.name;
    this.tls = settings.tlsSecret !== undefined;
    this.listener = this.tls ? 'https' : 'http';

    const operator = new EnvoyGatewayOperator(this, 'operator', {
      watched: props.namespace,
      protection,
      proxies: proxyPods(props),
      networkPolicies: props.networkPolicies,
    });
    const release = new ManifestRelease(this, 'manifests', {
      release: 'envoy-gateway-routes',
      namespace,
      dependsOn: [props.namespace.resource, operator.release],
    });
    const gatewayClass = names.of('envoy');
    release.add(
      {
        apiVersion: `${GATEWAY_API}/v1`,
        kind: 'GatewayClass',
        metadata: { name: gatewayClass },
        spec: { controllerName: `${ENVOY_GATEWAY}/gatewayclass-controller` },
      },
      {
        apiVersion: `${GATEWAY_API}/v1`,
        kind: 'Gateway',
        metadata: { name: GATEWAY, namespace },
        spec: {
          gatewayClassName: gatewayClass,
          infrastructure: { parametersRef: { group: ENVOY_GATEWAY, kind: 'EnvoyProxy', name: GATEWAY } },
          listeners: listeners(settings.tlsSecret),
        },
      },
      proxies({ namespace, settings, cluster, protection, image: envoyImage(this) }),
      clients(namespace, this.tls),
    );
    if (this.tls) release.add(redirect(namespace));
    if (settings.dns.kind === 'none') return;
    const source = { kind: 'gateway', namespace, gateway: GATEWAY } as const;
    records(this, 'external-dns', settings.dns, source, {
      ...dnsWiring(props, settings.hosts),
      networkPolicies: props.networkPolicies,
      dependsOn: [release.release],
    });
  }
}

const HTTP_PORT = 80;
const HTTPS_PORT = 443;

/**
 * What is added to a listener's port in the proxies' pods, which have no right to ports below 1024.
 * @see https://gateway.envoyproxy.io/docs/api/extension_types/#envoyproxykubernetesprovider
 */
const POD_PORT_SHIFT = 10_000;

/** The proxies' connections but for those to the controller: from the load balancer to what has a host name. */
function proxyPods({ namespace, settings, networkPolicies, routed }: EnvoyGatewayProps): OperatorPods {
  const hosts: Readonly<Partial<Record<string, string>>> = settings.hosts;
  const to = ({ labels, port }: RoutedPods): Destination => ({
    to: { kind: 'other-namespace', namespace: namespace.name, labels },
    ports: [port],
  });
  const listening = settings.tlsSecret === undefined ? [HTTP_PORT] : [HTTP_PORT, HTTPS_PORT];
  return {
    group: envoyProxyPods(namespace.name),
    reaches: [
      ...Object.entries<RoutedPods>(routed).flatMap(([application, pods]) =>
        hosts[application] === undefined ? [] : [to(pods)],
      ),
      ...extraDestinations(networkPolicies.settings, 'envoy-gateway'),
    ],
    answers: [
      {
        from: { kind: 'load-balancer', scheme: settings.scheme },
        ports: listening.map((port) => port + POD_PORT_SHIFT),
      },
    ],
    metricsPort: ENVOY_METRICS_PORT,
  };
}

/** Only routes of the Gateway's own namespace may attach. */
function listeners(tlsSecret: string | undefined) {
  const allowedRoutes = { namespaces: { from: 'Same' } };
  const http = { name: 'http', protocol: 'HTTP', port: HTTP_PORT, allowedRoutes };
  if (tlsSecret === undefined) return [http];
  const tls = { mode: 'Terminate', certificateRefs: [{ kind: 'Secret', name: tlsSecret }] };
  return [http, { name: 'https', protocol: 'HTTPS', port: HTTPS_PORT, tls, allowedRoutes }];
}

/** On port 80 there is nothing but the way to 443. */
function redirect(namespace: string): KubernetesManifest {
  return {
    apiVersion: `${GATEWAY_API}/v1`,
    kind: 'HTTPRoute',
    metadata: { name: 'https-redirect', namespace },
    spec: {
      parentRefs: [{ name: GATEWAY, sectionName: 'http' }],
      rules: [{ filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https', statusCode: 301 } }] }],
    },
  };
}

/** What the controller runs as proxies. */
function envoyImage(scope: Construct): string {
  const { image, tag } = OPERATED_IMAGES.envoy;
  return ImageSource.of(scope).reference(image, tag, 'envoy-gateway-routes');
}

interface ProxiesProps {
  readonly namespace: string;
  readonly settings: EnvoyGatewaySettings;
  readonly cluster: ClusterConnection;
  readonly protection: boolean;
  readonly image: string;
}

/** The proxies: how many, how large, and the load balancer in front of them. */
function proxies({ namespace, settings, cluster, protection, image }: ProxiesProps): KubernetesManifest {
  return {
    apiVersion: `${ENVOY_GATEWAY}/v1alpha1`,
    kind: 'EnvoyProxy',
    metadata: { name: GATEWAY, namespace },
    spec: {
      provider: {
        type: 'Kubernetes',
        kubernetes: {
          envoyDeployment: {
            replicas: operatorReplicas(protection),
            container: { image, resources: resources('200m', '256Mi', '1Gi') },
            pod: {
              topologySpreadConstraints: spread({ 'gateway.envoyproxy.io/owning-gateway-name': GATEWAY }),
            },
          },
          ...(protection ? { envoyPDB: { minAvailable: 1 } } : {}),
          envoyService: {
            type: 'LoadBalancer',
            ...(settings.allowedCidrs.length > 0 ? { loadBalancerSourceRanges: settings.allowedCidrs } : {}),
            ...(cluster.kind === 'eks' ? networkLoadBalancer(cluster.autoMode, settings.scheme) : {}),
          },
        },
      },
    },
  };
}

/** A Network Load Balancer in front of the proxies' pods; Envoy speaks TLS itself. */
function networkLoadBalancer(autoMode: boolean, scheme: EnvoyGatewaySettings['scheme']) {
  const prefix = 'service.beta.kubernetes.io/aws-load-balancer';
  return {
    loadBalancerClass: autoMode ? 'eks.amazonaws.com/nlb' : 'service.k8s.aws/nlb',
    annotations: {
      [`${prefix}-scheme`]: scheme,
      [`${prefix}-nlb-target-type`]: 'ip',
      [`${prefix}-attributes`]: 'load_balancing.cross_zone.enabled=true',
    },
  };
}

/** How clients are treated. */
function clients(namespace: string, tls: boolean): KubernetesManifest {
  return {
    apiVersion: `${ENVOY_GATEWAY}/v1alpha1`,
    kind: 'ClientTrafficPolicy',
    metadata: { name: GATEWAY, namespace },
    spec: {
      targetRefs: [{ group: GATEWAY_API, kind: 'Gateway', name: GATEWAY }],
      connection: { bufferLimit: BUFFER_LIMIT },
      timeout: { http: { streamIdleTimeout: `${STREAM_IDLE_SECONDS}s` } },
      ...(tls ? { tls: { minVersion: '1.2' } } : {}),
    },
  };
}
