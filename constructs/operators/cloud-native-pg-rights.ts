import { type AccessRule, type AccessSubject, grantedEverywhere, grantedIn } from '../kubernetes/grants';
import type { KubernetesManifest } from '../helm/manifest-release';

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
export function cloudNativePgRights(
  operator: AccessSubject & { kind: 'ServiceAccount' },
  watched: string,
): KubernetesManifest[] {
  return [
    ...grantedEverywhere(NAME, operator, OF_THE_CLUSTER),
    ...[operator.namespace, watched].flatMap((namespace) => grantedIn(namespace, NAME, operator, OF_A_NAMESPACE)),
  ];
}
