import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { EksConnection } from '../cluster/connection';
import { PodIdentityRole } from '../identity/pod-identity-role';
import { Namespace } from '../kubernetes/namespace';
import { operatorReplicas, resources, spread } from '../kubernetes/scheduling';
import type { Names } from '../names';
import { extraDestinations, KUBERNETES_API, POD_CREDENTIALS, SECRETS_MANAGER } from '../network-policies/destinations';
import { EXTERNAL_SECRETS_PODS } from '../network-policies/operator-pods';
import { type NetworkPolicyWiring, type OperatorPods, OperatorPolicies } from '../network-policies/operator-policies';
import { CHARTS } from './catalog';
import { ChartRelease } from './chart-release';
import type { ChartValues } from './chart-values';

export interface ExternalSecretsProps {
  readonly names: Names;
  /** The cluster, where its pods can have an IAM role. */
  readonly eks?: EksConnection;
  readonly protection: boolean;
  readonly networkPolicies: NetworkPolicyWiring;
}

/** Where the operator runs, and as whom. */
export const EXTERNAL_SECRETS_IDENTITY = { namespace: 'external-secrets', serviceAccount: 'external-secrets' } as const;

/**
 * External Secrets Operator: brings secrets from where they are kept to Kubernetes Secrets, and composes connection
 * strings on the way.
 * @example
 * ```ts
 * const externalSecrets = new ExternalSecrets(this, 'external-secrets', {
 *   ...common,
 *   eks: cluster,
 *   networkPolicies,
 * });
 * ```
 */
export class ExternalSecrets extends Construct {
  readonly release: ITerraformDependable;
  /**
   * The controller's role, on EKS. It may do nothing yet: who makes or adopts a secret attaches a policy for exactly
   * that one.
   */
  readonly roleName?: string;

  constructor(scope: Construct, id: string, props: ExternalSecretsProps) {
    super(scope, id);
    const namespace = new Namespace(this, 'namespace', {
      name: EXTERNAL_SECRETS_IDENTITY.namespace,
    });
    const identity = props.eks
      ? new PodIdentityRole(this, 'identity', {
          names: props.names,
          thing: 'external-secrets',
          cluster: props.eks,
          ...EXTERNAL_SECRETS_IDENTITY,
        })
      : undefined;
    this.roleName = identity?.roleName;
    const policies = new OperatorPolicies(this, 'network-policies', {
      ...props.networkPolicies,
      namespace,
      pods: pods(props),
    });

    this.release = new ChartRelease(this, 'chart', {
      chart: CHARTS.externalSecrets,
      release: 'external-secrets',
      namespace: namespace.name,
      values: values(props.protection),
      // Pods get their credentials when they start, so the association comes first.
      dependsOn: [namespace.resource, ...(identity ? [identity.association] : []), policies.release],
    }).release;
  }
}

const METRICS_PORT = 8080;
const WEBHOOK_PORT = 10_250;

/** It reads from the cluster, and on EKS from Secrets Manager. */
function pods({ eks, networkPolicies: { settings } }: ExternalSecretsProps): OperatorPods[] {
  const { controller, webhook, certController } = EXTERNAL_SECRETS_PODS;
  return [
    {
      group: controller,
      reaches: [
        KUBERNETES_API,
        ...(eks ? [SECRETS_MANAGER, POD_CREDENTIALS] : []),
        ...extraDestinations(settings, 'external-secrets'),
      ],
      metricsPort: METRICS_PORT,
    },
    {
      group: webhook,
      reaches: [KUBERNETES_API],
      answers: [{ from: { kind: 'control-plane' }, ports: [WEBHOOK_PORT] }],
      metricsPort: METRICS_PORT,
    },
    { group: certController, reaches: [KUBERNETES_API], metricsPort: METRICS_PORT },
  ];
}

function values(protection: boolean): ChartValues {
  const replicas = operatorReplicas(protection);
  const component = (name: string, memory: string) => ({
    replicaCount: replicas,
    podDisruptionBudget: { enabled: protection, minAvailable: 1 },
    topologySpreadConstraints: spread({ 'app.kubernetes.io/name': name }),
    resources: resources('25m', memory, '256Mi'),
  });
  return {
    ...component('external-secrets', '96Mi'),
    installCRDs: true,
    // More than one replica reconciles every secret twice without it.
    leaderElect: true,
    serviceAccount: { create: true, name: EXTERNAL_SECRETS_IDENTITY.serviceAccount },
    rbac: {
      // The chart's rule lets the controller become any ServiceAccount of the cluster; the store that needs a token
      // gives it a right to that one.
      serviceAccountTokenCreate: false,
      servicebindings: { create: false },
    },
    // Kinds that write into other namespaces, or out of the cluster, are not used: without them, nobody can.
    processClusterExternalSecret: false,
    processClusterPushSecret: false,
    processPushSecret: false,
    processClusterGenerator: false,
    crds: {
      createClusterExternalSecret: false,
      createClusterPushSecret: false,
      createPushSecret: false,
      createClusterGenerator: false,
    },
    webhook: component('external-secrets-webhook', '64Mi'),
    certController: component('external-secrets-cert-controller', '96Mi'),
  };
}
