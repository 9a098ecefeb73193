import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { ManifestRelease } from '../helm/manifest-release';
import { Namespace } from '../kubernetes/namespace';
import { operatorReplicas, resources, spread } from '../kubernetes/scheduling';
import { KUBERNETES_API } from '../network-policies/destinations';
import { CLOUD_NATIVE_PG_NAMESPACE, CLOUD_NATIVE_PG_PODS, INSTANCE_LABELS, INSTANCE_PORTS } from './pods';
import { type NetworkPolicyWiring, OperatorPolicies } from '../network-policies/operator-policies';
import { CHARTS } from '../helm/catalog';
import { ChartRelease } from '../helm/chart-release';
import { cloudNativePgRights } from './cloud-native-pg-rights';

export interface CloudNativePgProps {
  /** The applications' namespace, with the PostgreSQL clusters. */
  readonly watched: Namespace;
  readonly protection: boolean;
  readonly networkPolicies: NetworkPolicyWiring;
}

const RELEASE = 'cloudnative-pg';
const METRICS_PORT = 8080;
const WEBHOOK_PORT = 9443;

/**
 * CloudNativePG's operator: runs the PostgreSQL clusters of one namespace, their failover and their poolers.
 * @example
 * ```ts
 * new CloudNativePg(this, 'cloud-native-pg', { ...common, watched: namespace, networkPolicies });
 * ```
 */
export class CloudNativePg extends Construct {
  readonly release: ITerraformDependable;

  constructor(scope: Construct, id: string, props: CloudNativePgProps) {
    super(scope, id);
    const namespace = new Namespace(this, 'namespace', { name: CLOUD_NATIVE_PG_NAMESPACE });
    const instances = { kind: 'other-namespace', namespace: props.watched.name, labels: INSTANCE_LABELS } as const;
    const policies = new OperatorPolicies(this, 'network-policies', {
      ...props.networkPolicies,
      namespace,
      pods: [
        {
          group: CLOUD_NATIVE_PG_PODS,
          reaches: [KUBERNETES_API, { to: instances, ports: INSTANCE_PORTS }],
          answers: [{ from: { kind: 'control-plane' }, ports: [WEBHOOK_PORT] }],
          metricsPort: METRICS_PORT,
        },
      ],
    });
    const rights = new ManifestRelease(this, 'rights', {
      release: `${RELEASE}-rights`,
      namespace: namespace.name,
      dependsOn: [namespace.resource, props.watched.resource],
    });
    rights.add(
      ...cloudNativePgRights({ kind: 'ServiceAccount', name: RELEASE, namespace: namespace.name }, props.watched.name),
    );
    this.release = new ChartRelease(this, 'chart', {
      chart: CHARTS.cloudNativePg,
      release: RELEASE,
      namespace: namespace.name,
      values: {
        replicaCount: operatorReplicas(props.protection),
        serviceAccount: { create: true, name: RELEASE },
        // The chart's own are to every Secret of the cluster, or to its own namespace alone.
        rbac: { create: false },
        // In the chart's `config` it would come too late: the operator reads that once it watches.
        additionalEnv: [{ name: 'WATCH_NAMESPACE', value: props.watched.name }],
        // The CRDs are marked to be kept: removing the operator does not remove anybody's databases.
        crds: { create: true },
        topologySpreadConstraints: spread({ 'app.kubernetes.io/name': 'cloudnative-pg' }),
        resources: resources('100m', '128Mi', '512Mi'),
      },
      dependsOn: [namespace.resource, policies.release, rights.release],
    }).release;
  }
}
