import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { Namespace } from '../kubernetes/namespace';
import { operatorReplicas, resources, spread } from '../kubernetes/scheduling';
import { extraDestinations, KUBERNETES_API } from '../network-policies/destinations';
import { type NetworkPolicyWiring, type OperatorPods, OperatorPolicies } from '../network-policies/operator-policies';
import { CHARTS } from '../helm/catalog';
import { ChartRelease } from '../helm/chart-release';
import { chartLabels } from '../kubernetes/chart-labels';
import type { PodGroup } from '../network-policies/flow';

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

export interface CertManagerProps {
  readonly protection: boolean;
  readonly networkPolicies: NetworkPolicyWiring;
}

const NAMESPACE = 'cert-manager';

/**
 * cert-manager: makes and renews certificates for what speaks TLS inside the cluster.
 * @example
 * ```ts
 * const certManager = new CertManager(this, 'cert-manager', { protection: true, networkPolicies });
 * ```
 */
export class CertManager extends Construct {
  readonly release: ITerraformDependable;

  constructor(scope: Construct, id: string, props: CertManagerProps) {
    super(scope, id);
    const replicas = operatorReplicas(props.protection);
    const component = (name: string, memory: string) => ({
      replicaCount: replicas,
      podDisruptionBudget: { enabled: props.protection },
      topologySpreadConstraints: spread({ 'app.kubernetes.io/name': name }),
      resources: resources('20m', memory, '256Mi'),
    });
    const namespace = new Namespace(this, 'namespace', { name: NAMESPACE });
    const policies = new OperatorPolicies(this, 'network-policies', {
      ...props.networkPolicies,
      namespace,
      pods: pods(props.networkPolicies),
    });
    this.release = new ChartRelease(this, 'chart', {
      chart: CHARTS.certManager,
      release: 'cert-manager',
      namespace: namespace.name,
      values: {
        ...component('cert-manager', '96Mi'),
        // Kept on removal: with the CRDs every certificate would go.
        crds: { enabled: true, keep: true },
        global: {
          // The default is kube-system, in which it would need rights.
          leaderElection: { namespace: NAMESPACE },
          // Nobody else makes certificates: editors of other namespaces get no right to.
          rbac: { aggregateClusterRoles: false },
        },
        webhook: component('webhook', '64Mi'),
        cainjector: component('cainjector', '96Mi'),
        // A Job after the install that waits until the webhook answers: what follows makes Issuers at once.
        startupapicheck: { enabled: true, resources: resources('10m', '64Mi') },
      },
      dependsOn: [namespace.resource, policies.release],
    }).release;
  }
}

const METRICS_PORT = 9402;
const WEBHOOK_PORT = 10_250;

/** It signs by itself, with an authority that is a Secret: nobody outside the cluster is asked. */
function pods({ settings }: NetworkPolicyWiring): OperatorPods[] {
  const { controller, webhook, injector, startupCheck } = CERT_MANAGER_PODS;
  return [
    {
      group: controller,
      reaches: [KUBERNETES_API, ...extraDestinations(settings, 'cert-manager')],
      metricsPort: METRICS_PORT,
    },
    {
      group: webhook,
      reaches: [KUBERNETES_API],
      answers: [{ from: { kind: 'control-plane' }, ports: [WEBHOOK_PORT] }],
      metricsPort: METRICS_PORT,
    },
    { group: injector, reaches: [KUBERNETES_API], metricsPort: METRICS_PORT },
    { group: startupCheck, reaches: [KUBERNETES_API] },
  ];
}
