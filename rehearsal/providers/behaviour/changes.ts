/** How changes of arguments act on the rest of a resource, where a provider's schema does not say. */

/** Arguments whose change replaces the resource, of any type: they are what a thing is known by. */
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

/** The paths, as steps, whose change replaces a resource of this type. */
export function replacingPaths(provider: string, type: string, argumentNames: readonly string[]): string[][] {
  if (ALWAYS_REPLACED.includes(provider)) return argumentNames.map((name) => [name]);
  if (provider === 'kubernetes')
    return [
      ['metadata', 'name'],
      ['metadata', 'namespace'],
    ];
  const identity = provider === 'helm' ? ['name', 'namespace'] : RENAMED_IN_PLACE.includes(type) ? [] : IDENTITY;
  return identity.map((name) => [name]);
}

export function newWithUpdate(type: string): readonly string[] {
  return NEW_WITH_UPDATE[type] ?? [];
}
