import { firstOf, resourceRule, type Rule, unless } from './rule';

const REPLICATION_GROUP = ['aws_elasticache_replication_group'];

/** Managed databases and caches, besides their encryption, their network and what keeps their data. */
export const DATA_STORE_RULES: readonly Rule[] = [
  resourceRule('RDS.2', 'Databases have no public address', ['aws_rds_cluster_instance'], (instance) =>
    unless(instance.value('publicly_accessible') === false, 'publicly_accessible is not false'),
  ),
  resourceRule('RDS.6', 'What a database does to its machine can be seen', ['aws_rds_cluster_instance'], (instance) =>
    unless(
      instance.number('monitoring_interval') > 0 && instance.text('monitoring_role_arn') !== '',
      'monitoring_interval or monitoring_role_arn is not set',
    ),
  ),
  resourceRule('RDS.12', 'People can log in to databases by IAM, without a password', ['aws_rds_cluster'], (cluster) =>
    unless(cluster.isOn('iam_database_authentication_enabled'), 'iam_database_authentication_enabled is off'),
  ),
  resourceRule('RDS.16', 'Snapshots carry the tags of their database', ['aws_rds_cluster'], (cluster) =>
    unless(cluster.isOn('copy_tags_to_snapshot'), 'copy_tags_to_snapshot is off'),
  ),
  resourceRule('RDS.24', 'The master user has a name of its own', ['aws_rds_cluster'], (cluster) =>
    unless(
      !['', 'postgres', 'admin'].includes(cluster.text('master_username')),
      'master_username is one that everybody tries first',
    ),
  ),
  resourceRule('RDS.35', 'Databases take minor versions by themselves', ['aws_rds_cluster_instance'], (instance) =>
    unless(instance.isOn('auto_minor_version_upgrade'), 'auto_minor_version_upgrade is off'),
  ),
  resourceRule('RDS.37', 'Databases write their logs to CloudWatch', ['aws_rds_cluster'], (cluster) =>
    unless(cluster.list('enabled_cloudwatch_logs_exports').includes('postgresql'), 'it exports no postgresql log'),
  ),
  resourceRule('ElastiCache.2', 'Caches take minor versions by themselves', REPLICATION_GROUP, (group) =>
    unless(group.isOn('auto_minor_version_upgrade'), 'auto_minor_version_upgrade is off'),
  ),
  resourceRule('ElastiCache.6', 'Caches ask for a password', REPLICATION_GROUP, (group) =>
    firstOf(
      unless(group.text('auth_token') === '', 'auth_token puts the password into the state'),
      unless(
        group.text('auth_token_wo') !== '' || group.list('user_group_ids').length > 0,
        'it has neither auth_token_wo nor user_group_ids',
      ),
    ),
  ),
];
