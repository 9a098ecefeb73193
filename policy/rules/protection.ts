import { isOn, listOf, type Resource, textOf } from '../synthesized';
import { firstOf, protectedResourceRule, resourceRule, type Rule, unless } from './rule';

/** What holds data, and the argument that names its key. */
const HOLDERS: Readonly<Record<string, string | undefined>> = {
  aws_eks_cluster: undefined,
  aws_elasticache_replication_group: 'kms_key_id',
  aws_rds_cluster: 'kms_key_id',
  aws_s3_bucket: undefined,
};

/** What keeps data from being lost, in environments that ask for it by `protection`. */
export const PROTECTION_RULES: readonly Rule[] = [
  protectedResourceRule('RDS.7', 'Databases cannot be deleted by accident', ['aws_rds_cluster'], (cluster) =>
    unless(cluster.isOn('deletion_protection'), 'deletion_protection is off'),
  ),
  protectedResourceRule('HUB-EKS.1', 'The cluster cannot be deleted by accident', ['aws_eks_cluster'], (cluster) =>
    unless(cluster.isOn('deletion_protection'), 'deletion_protection is off'),
  ),
  protectedResourceRule(
    'HUB-RDS.1',
    'A deleted database leaves a snapshot and its backups',
    ['aws_rds_cluster'],
    (cluster) =>
      unless(
        cluster.value('skip_final_snapshot') === false &&
          cluster.text('final_snapshot_identifier') !== '' &&
          cluster.value('delete_automated_backups') === false,
        'skip_final_snapshot, final_snapshot_identifier or delete_automated_backups throws its data away',
      ),
  ),
  protectedResourceRule(
    'RDS.11',
    'Databases can be restored to any time of the last week',
    ['aws_rds_cluster'],
    (cluster) => unless(cluster.number('backup_retention_period') >= 7, 'backup_retention_period is below 7 days'),
  ),
  protectedResourceRule(
    'HUB-ElastiCache.1',
    'A deleted cache leaves a snapshot',
    ['aws_elasticache_replication_group'],
    (group) => unless(group.text('final_snapshot_identifier') !== '', 'final_snapshot_identifier is not set'),
  ),
  protectedResourceRule(
    'HUB-SecretsManager.1',
    'A deleted secret can be restored',
    ['aws_secretsmanager_secret'],
    // Left out, AWS keeps it for 30 days.
    (secret) => unless(secret.value('recovery_window_in_days') !== 0, 'recovery_window_in_days is 0'),
  ),
  protectedResourceRule('HUB-S3.1', 'A bucket with objects in it stays', ['aws_s3_bucket'], (bucket) =>
    unless(!bucket.isOn('force_destroy'), 'force_destroy is on'),
  ),
  protectedResourceRule('KMS.3', 'A deleted key can be restored for 30 days', ['aws_kms_key'], (key) =>
    unless(key.number('deletion_window_in_days') === 30, 'deletion_window_in_days is not 30'),
  ),
  protectedResourceRule('RDS.15', 'A lost zone does not take the database with it', ['aws_rds_cluster'], (cluster) => {
    const instances = cluster.stack
      .ofTypes(['aws_rds_cluster_instance'])
      .filter((instance) => instance.referenced(instance.value('cluster_identifier')) === cluster);
    return unless(instances.length >= 2, `it has ${instances.length} instances, and takes 2 to fail over`);
  }),
  protectedResourceRule(
    'ElastiCache.3',
    'A lost zone does not take a cache with it',
    ['aws_elasticache_replication_group'],
    (group) =>
      unless(
        group.isOn('automatic_failover_enabled') &&
          group.isOn('multi_az_enabled') &&
          group.number('num_cache_clusters') >= 2,
        'automatic_failover_enabled, multi_az_enabled and 2 num_cache_clusters are needed to fail over',
      ),
  ),
  protectedResourceRule(
    'HUB-Terraform.1',
    'Terraform refuses to destroy what holds data',
    Object.keys(HOLDERS),
    (holder) => {
      if (holdsCopies(holder)) return undefined;
      const key = holder.referenced(holder.value(HOLDERS[holder.type] ?? ''));
      return firstOf(
        unless(isKept(holder), 'prevent_destroy is off'),
        unless(!key || isKept(key), `prevent_destroy of its key (${key?.address ?? ''}) is off`),
      );
    },
  ),
  protectedResourceRule(
    'HUB-Terraform.2',
    'Terraform refuses to destroy secrets that must never change',
    ['aws_secretsmanager_secret_version'],
    (version) => {
      const secret = version.referenced(version.value('secret_id'));
      return unless(!isPermanent(version) || (secret !== undefined && isKept(secret)), 'prevent_destroy is off');
    },
  ),
  resourceRule('S3.14', 'Overwritten and deleted objects can be restored', ['aws_s3_bucket_versioning'], (versioning) =>
    unless(versioning.blocks('versioning_configuration')[0]?.status === 'Enabled', 'status is not Enabled'),
  ),
];

function isKept(resource: Resource): boolean {
  return isOn(resource.blocks('lifecycle')[0]?.prevent_destroy);
}

/** Whether a cache may evict any key, and so has nothing that is nowhere else. */
function holdsCopies(resource: Resource): boolean {
  const parameters = resource.referenced(resource.value('parameter_group_name'))?.blocks('parameter') ?? [];
  return textOf(parameters.find(({ name }) => name === 'maxmemory-policy')?.value).startsWith('allkeys-');
}

/** Whether a secret's value is written once and never again. */
function isPermanent(version: Resource): boolean {
  return listOf(version.blocks('lifecycle')[0]?.ignore_changes).includes('secret_string_wo_version');
}
