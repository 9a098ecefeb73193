import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { EksConnection } from '../cluster/connection';
import { PodIdentityRole } from '../identity/pod-identity-role';
import { Namespace } from '../kubernetes/namespace';
import { operatorReplicas, resources, spread } from '../kubernetes/scheduling';
import type { Names } from '../names/names';
import { extraDestinations, KUBERNETES_API, POD_CREDENTIALS, SECRETS_MANAGER } from '../network-policies/destinations';
import { type NetworkPolicyWiring, type OperatorPods, OperatorPolicies } from '../network-policies/operator-policies';
import { CHARTS } from '../helm/catalog';
import { ChartRelease } from '../helm/chart-release';
import type { ChartValues } from '../helm/chart-values';
import { chartLabels } from '../kubernetes/chart-labels';
import type { PodGroup } from '../network-policies/flow';

export const EXTERNAL_SECRETS_PODS: PodGroup = {
  name: 'external-secrets',
  labels: chartLabels('external-secrets', 'external-secrets'),
};

export interface ExternalSecretsProps {
  readonly names: Names;
  /** The cluster, where its pods can have an IAM role. */
  readonly eks?: EksConnection;
  /** The applications' namespace: the only one whose secrets it brings. */
  readonly watched: Namespace;
  readonly protection: boolean;
  readonly networkPolicies: NetworkPolicyWiring;
}

/** Where the operator runs, and as whom. */
export const EXTERNAL_SECRETS_IDENTITY = { namespace: 'external-secrets', serviceAccount: 'external-secrets' } as const;

/**
 * External Secrets Operator: brings secrets from where they are kept to Kubernetes Secrets of one namespace, and composes
 * connection strings on the way. It sees no Secret of another namespace, and lends its role to no store there.
 * @example
 * ```ts
 * const externalSecrets = new ExternalSecrets(this, 'external-secrets', {
 *   ...common,
 *   eks: cluster,
 *   watched: namespace,
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
      values: values(props.watched.name, props.protection),
      // Pods get their credentials when they start, so the association comes first.
      dependsOn: [
        namespace.resource,
        props.watched.resource,
        ...(identity ? [identity.association] : []),
        policies.release,
      ],
    }).release;
  }
}

/** It reads from the cluster, and on EKS from Secrets Manager. */
function pods({ eks, networkPolicies: { settings } }: ExternalSecretsProps): OperatorPods[] {
  return [
    {
      group: EXTERNAL_SECRETS_PODS,
      reaches: [
        KUBERNETES_API,
        ...(eks ? [SECRETS_MANAGER, POD_CREDENTIALS] : []),
        ...extraDestinations(settings, 'external-secrets'),
      ],
      metricsPort: 8080,
    },
  ];
}

function values(watched: string, protection: boolean): ChartValues {
  return {
    replicaCount: operatorReplicas(protection),
    podDisruptionBudget: { enabled: protection, minAvailable: 1 },
    topologySpreadConstraints: spread({ 'app.kubernetes.io/name': 'external-secrets' }),
    resources: resources('25m', '96Mi', '256Mi'),
    installCRDs: true,
    // More than one replica reconciles every secret twice without it.
    leaderElect: true,
    serviceAccount: { create: true, name: EXTERNAL_SECRETS_IDENTITY.serviceAccount },
    // Else it reads and writes every Secret of the cluster, and a store that anybody makes in any namespace uses its role.
    scopedRBAC: true,
    scopedNamespace: watched,
    rbac: {
      // The chart's rule lets the controller become any ServiceAccount of the namespace; the store that needs a token
      // gives it a right to that one.
      serviceAccountTokenCreate: false,
      servicebindings: { create: false },
      // They are Roles of one namespace, which Kubernetes adds to nothing.
      aggregateToView: false,
      aggregateToEdit: false,
      aggregateToAdmin: false,
    },
    // Kinds of the whole cluster, and those that write out of it, are not used: without them, nobody can.
    processClusterStore: false,
    processClusterExternalSecret: false,
    processClusterPushSecret: false,
    processPushSecret: false,
    processClusterGenerator: false,
    crds: {
      createClusterSecretStore: false,
      createClusterExternalSecret: false,
      createClusterPushSecret: false,
      createPushSecret: false,
      createClusterGenerator: false,
    },
    // The webhook says at once what the controller says of an object a moment later, and the pod that renews the webhook's
    // certificate reads every Secret of the cluster.
    webhook: { create: false },
    certController: { create: false },
  };
}
