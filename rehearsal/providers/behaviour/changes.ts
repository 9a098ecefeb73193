/** How changes of arguments act on the rest of a resource, where a provider's schema does not say. */

/** Which change of an argument replaces its resource. */
type Trigger =
  | 'any'
  /** A new value; taking the argument out leaves the resource as it is. */
  | 'new value'
  /** A change of a value that was there; adding one leaves the resource as it is. */
  | 'former value'
  /** Taking it out. */
  | 'removal';

/** An argument, as steps by name, whose change replaces a resource. */
export interface ReplacingArgument {
  readonly path: string[];
  readonly trigger: Trigger;
}

/** Arguments whose change replaces the resource, of any type that is not named below: what a thing is known by. */
const IDENTITY = [
  'name',
  'name_prefix',
  'identifier',
  'cluster_identifier',
  'replication_group_id',
  'user_group_id',
  'user_id',
  'bucket',
  'cluster_name',
  'node_group_name',
  'addon_name',
  'secret_id',
  'cidr_block',
  'vpc_id',
  'availability_zone',
];

/** Of AWS every resource is in one region for good. */
const PLACE = 'region';

/**
 * What holds data: all that its provider cannot change in place, after its documentation ("Forces new resource") and,
 * where that says less, the provider's schema. Here a change that is missed would be data that is lost.
 */
const REPLACED_BY: Readonly<Record<string, Readonly<Record<string, Trigger>>>> = {
  aws_eks_cluster: {
    'access_config.bootstrap_cluster_creator_admin_permissions': 'any',
    bootstrap_self_managed_addons: 'any',
    'compute_config.node_role_arn': 'former value',
    encryption_config: 'removal',
    'kubernetes_network_config.ip_family': 'any',
    'kubernetes_network_config.service_ipv4_cidr': 'any',
    name: 'any',
    outpost_config: 'any',
    role_arn: 'any',
  },
  aws_elasticache_replication_group: {
    at_rest_encryption_enabled: 'any',
    data_tiering_enabled: 'any',
    global_replication_group_id: 'any',
    kms_key_id: 'any',
    network_type: 'any',
    port: 'any',
    replication_group_id: 'any',
    snapshot_arns: 'any',
    snapshot_name: 'any',
    subnet_group_name: 'any',
  },
  aws_kms_key: {
    custom_key_store_id: 'any',
    customer_master_key_spec: 'any',
    key_usage: 'any',
    multi_region: 'any',
    xks_key_id: 'any',
  },
  aws_rds_cluster: {
    availability_zones: 'any',
    cluster_identifier: 'any',
    cluster_identifier_prefix: 'any',
    cluster_scalability_type: 'any',
    database_name: 'any',
    db_subnet_group_name: 'any',
    db_system_id: 'any',
    engine: 'any',
    engine_mode: 'any',
    kms_key_id: 'any',
    master_username: 'any',
    restore_to_point_in_time: 'any',
    s3_import: 'any',
    snapshot_identifier: 'new value',
    source_region: 'any',
    storage_encrypted: 'any',
  },
  aws_s3_bucket: { bucket: 'any', bucket_prefix: 'any', object_lock_enabled: 'any' },
  aws_secretsmanager_secret: { name: 'any', name_prefix: 'any' },
};

/** Types that name themselves by a change in place. */
const RENAMED_IN_PLACE = ['aws_autoscaling_group', 'aws_vpc', 'aws_ec2_managed_prefix_list'];

/** Providers of which no resource changes in place. */
const ALWAYS_REPLACED = ['random', 'tls'];

/** Computed attributes that an update gives a new value, by type. */
const NEW_WITH_UPDATE: Record<string, string[]> = {
  aws_launch_template: ['latest_version'],
  helm_release: ['metadata', 'manifest'],
  kubernetes_manifest: ['object'],
};

/** What a plan says of a type whatever a refresh found, so that what is otherwise is put right. */
const ALWAYS_PLANNED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  helm_release: { status: 'deployed' },
};

/** The arguments whose change replaces a resource of this type. */
export function replacingArguments(
  provider: string,
  type: string,
  argumentNames: readonly string[],
): ReplacingArgument[] {
  if (ALWAYS_REPLACED.includes(provider)) return onAnyChange(argumentNames);
  if (provider === 'kubernetes') return onAnyChange(['metadata.name', 'metadata.namespace']);
  if (provider === 'helm') return onAnyChange(['name', 'namespace']);
  const place = provider === 'aws' ? [PLACE] : [];
  const known = REPLACED_BY[type];
  if (known === undefined) return onAnyChange([...(RENAMED_IN_PLACE.includes(type) ? [] : IDENTITY), ...place]);
  const own = Object.entries(known).map(([path, trigger]) => ({ path: path.split('.'), trigger }));
  return [...own, ...onAnyChange(place)];
}

function onAnyChange(paths: readonly string[]): ReplacingArgument[] {
  return paths.map((path) => ({ path: path.split('.'), trigger: 'any' }));
}

export function alwaysPlanned(type: string): Readonly<Record<string, string>> {
  return ALWAYS_PLANNED[type] ?? {};
}

export function newWithUpdate(type: string): readonly string[] {
  return NEW_WITH_UPDATE[type] ?? [];
}
