import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { Namespace } from '../kubernetes/namespace';
import { operatorReplicas, resources, spread } from '../kubernetes/scheduling';
import { KUBERNETES_API } from '../network-policies/destinations';
import { type NetworkPolicyWiring, type OperatorPods, OperatorPolicies } from '../network-policies/operator-policies';
import { CHARTS } from '../helm/catalog';
import { ChartRelease } from '../helm/chart-release';
import type { PodGroup } from '../network-policies/flow';

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

export interface EnvoyGatewayOperatorProps {
  /** The applications' namespace, with the Gateways and their routes. */
  readonly watched: Namespace;
  readonly protection: boolean;
  /** The proxies, as far as their connections are not to the controller. */
  readonly proxies: OperatorPods;
  readonly networkPolicies: NetworkPolicyWiring;
}

/** Where both the controller and the proxies tell their metrics. */
export const ENVOY_METRICS_PORT = 19_001;
/** Where proxies ask what they are to do. */
const XDS_PORT = 18_000;
const WEBHOOK_PORT = 9443;

/**
 * Envoy Gateway's controller; the proxies that it starts run in the same namespace.
 *
 * Its CRDs, and the Gateway API's, come with the first install and are left alone by Helm from then on: they outlive
 * the release, and a new version of the chart asks for `kubectl apply --server-side` of its CRDs first.
 */
export class EnvoyGatewayOperator extends Construct {
  readonly release: ITerraformDependable;

  constructor(scope: Construct, id: string, props: EnvoyGatewayOperatorProps) {
    super(scope, id);
    const namespace = new Namespace(this, 'namespace', { name: ENVOY_GATEWAY_NAMESPACE });
    const policies = new OperatorPolicies(this, 'network-policies', {
      ...props.networkPolicies,
      namespace,
      pods: pods(props.proxies),
    });
    this.release = new ChartRelease(this, 'chart', {
      chart: CHARTS.envoyGateway,
      release: 'envoy-gateway',
      namespace: namespace.name,
      values: {
        deployment: {
          replicas: operatorReplicas(props.protection),
          envoyGateway: { resources: resources('100m', '256Mi', '1Gi') },
          pod: { topologySpreadConstraints: spread({ 'control-plane': 'envoy-gateway' }) },
        },
        // Makes the certificates between controller and proxies, before each install and upgrade.
        certgen: { job: { resources: resources('10m', '64Mi') } },
        podDisruptionBudget: { minAvailable: props.protection ? 1 : 0 },
        config: {
          envoyGateway: {
            provider: {
              // Else it reads every Secret of the cluster. Its own are those that it and its proxies know each other by.
              kubernetes: { watch: { type: 'Namespaces', namespaces: [props.watched.name, namespace.name] } },
            },
          },
        },
      },
      dependsOn: [namespace.resource, props.watched.resource, policies.release],
    }).release;
  }
}

function pods(proxies: OperatorPods): OperatorPods[] {
  const { controller, certificates } = ENVOY_GATEWAY_PODS;
  return [
    {
      group: controller,
      reaches: [KUBERNETES_API],
      answers: [{ from: { kind: 'control-plane' }, ports: [WEBHOOK_PORT] }],
      metricsPort: ENVOY_METRICS_PORT,
    },
    { group: certificates, reaches: [KUBERNETES_API] },
    {
      ...proxies,
      reaches: [{ to: { kind: 'pods', group: controller }, ports: [XDS_PORT] }, ...proxies.reaches],
    },
  ];
}
