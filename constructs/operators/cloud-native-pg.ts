import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { ManifestRelease } from '../helm/manifest-release';
import { Namespace } from '../kubernetes/namespace';
import { operatorReplicas, resources, spread } from '../kubernetes/scheduling';
import { KUBERNETES_API } from '../network-policies/destinations';
import { type NetworkPolicyWiring, OperatorPolicies } from '../network-policies/operator-policies';
import { CHARTS } from '../helm/catalog';
import { ChartRelease } from '../helm/chart-release';
import type { Labels, PodGroup } from '../network-policies/flow';
import { type AccessRule, type AccessSubject, grantedEverywhere, grantedIn } from '../kubernetes/grants';
import type { KubernetesManifest } from '../helm/manifest-release';

/** Where CloudNativePG's operator runs. */
export const CLOUD_NATIVE_PG_NAMESPACE = 'cnpg-system';
export const CLOUD_NATIVE_PG_PODS: PodGroup = {
  name: 'cloudnative-pg',
  labels: { 'app.kubernetes.io/name': 'cloudnative-pg' },
};

export const POSTGRESQL_PORT = 5432;
/** Where an instance answers its operator: as a database, and with how it is. */
export const INSTANCE_PORTS = [POSTGRESQL_PORT, 8000];
/** What the operator's instances have, whatever their cluster is called. */
export const INSTANCE_LABELS: Labels = { 'cnpg.io/podRole': 'instance' };

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

const NAME = 'cloudnative-pg-operator';

const READ = ['get', 'list', 'watch'];
const READ_AND_MAKE = [...READ, 'create', 'patch'];
const ALL = [...READ_AND_MAKE, 'delete', 'update'];
const STATUS = ['get', 'patch', 'update'];

function rule(apiGroup: string, resources: readonly string[], verbs: readonly string[]): AccessRule {
  return { apiGroups: [apiGroup], resources, verbs };
}

const POSTGRESQL = 'postgresql.cnpg.io';

/** What is in no namespace. */
const OF_THE_CLUSTER: readonly AccessRule[] = [
  rule('', ['nodes'], READ),
  // It writes its certificate into its own webhooks. Its chart lets it change those of others too, and so read along.
  ...['mutating', 'validating'].map((what) => ({
    ...rule('admissionregistration.k8s.io', [`${what}webhookconfigurations`], ['get', 'patch']),
    resourceNames: [`cnpg-${what}-webhook-configuration`],
  })),
  rule(POSTGRESQL, ['clusterimagecatalogs'], READ),
];

/** What PostgreSQL clusters are made of. It gives instances roles of their own, and so has what it gives. */
const OF_A_NAMESPACE: readonly AccessRule[] = [
  rule('', ['configmaps', 'secrets', 'services'], ALL),
  rule('', ['configmaps/status', 'secrets/status'], STATUS),
  rule('', ['events'], ['create', 'patch']),
  rule('', ['persistentvolumeclaims', 'pods', 'pods/exec'], [...READ_AND_MAKE, 'delete']),
  rule('', ['pods/status'], ['get']),
  rule('', ['serviceaccounts'], [...READ_AND_MAKE, 'update']),
  rule('apps', ['deployments'], ALL),
  rule('batch', ['jobs'], [...READ_AND_MAKE, 'delete']),
  rule('coordination.k8s.io', ['leases'], [...READ, 'create', 'update']),
  rule('discovery.k8s.io', ['endpointslices'], READ),
  rule('monitoring.coreos.com', ['podmonitors'], [...READ_AND_MAKE, 'delete']),
  rule('policy', ['poddisruptionbudgets'], ALL),
  rule(
    POSTGRESQL,
    [
      'backups',
      'clusters',
      'databaseroles',
      'databases',
      'poolers',
      'publications',
      'scheduledbackups',
      'subscriptions',
    ],
    ALL,
  ),
  rule(POSTGRESQL, ['failoverquorums'], [...READ, 'create', 'delete']),
  rule(
    POSTGRESQL,
    ['backups/status', 'databases/status', 'publications/status', 'scheduledbackups/status', 'subscriptions/status'],
    STATUS,
  ),
  rule(POSTGRESQL, ['imagecatalogs'], READ),
  rule(POSTGRESQL, ['clusters/finalizers', 'databaseroles/finalizers', 'poolers/finalizers'], ['update']),
  rule(
    POSTGRESQL,
    ['clusters/status', 'databaseroles/status', 'failoverquorums/status', 'poolers/status'],
    [...STATUS, 'watch'],
  ),
  rule('rbac.authorization.k8s.io', ['rolebindings', 'roles'], [...READ_AND_MAKE, 'update']),
  rule('snapshot.storage.k8s.io', ['volumesnapshots'], READ_AND_MAKE),
];

/**
 * What the operator may do: in its own namespace and in the one that it watches. Its chart gives it the same, but can do
 * so in its own namespace alone, or in all.
 */
function cloudNativePgRights(
  operator: AccessSubject & { kind: 'ServiceAccount' },
  watched: string,
): KubernetesManifest[] {
  return [
    ...grantedEverywhere(NAME, operator, OF_THE_CLUSTER),
    ...[operator.namespace, watched].flatMap((namespace) => grantedIn(namespace, NAME, operator, OF_A_NAMESPACE)),
  ];
}
