import { blocksOf, type Resource, type SynthesizedEnvironment, textOf } from '../synthesized';
import { firstOf, resourceRule, type Rule, unless, verdict } from './rule';

/** What encrypts with a key of AWS' own unless it is told which one to take. */
const KEY_ARGUMENTS: Readonly<Record<string, string>> = {
  aws_cloudwatch_log_group: 'kms_key_id',
  aws_elasticache_replication_group: 'kms_key_id',
  aws_rds_cluster: 'kms_key_id',
  aws_secretsmanager_secret: 'kms_key_id',
  aws_sns_topic: 'kms_master_key_id',
  aws_sqs_queue: 'kms_master_key_id',
};

const PARAMETER_GROUP = 'aws_rds_cluster_parameter_group';

/** Encryption at rest and on the way. */
export const ENCRYPTION_RULES: readonly Rule[] = [
  resourceRule(
    'HUB-KMS.1',
    'Data, secrets and logs are encrypted with keys of our own',
    Object.keys(KEY_ARGUMENTS),
    (resource) => {
      const argument = KEY_ARGUMENTS[resource.type] ?? '';
      return unless(resource.text(argument) !== '', `${argument} is not set`);
    },
  ),
  resourceRule('KMS.4', 'Keys are renewed every year', ['aws_kms_key'], (key) =>
    unless(key.isOn('enable_key_rotation'), 'enable_key_rotation is off'),
  ),
  resourceRule('RDS.27', 'Databases are encrypted', ['aws_rds_cluster'], (cluster) =>
    firstOf(
      unless(cluster.isOn('storage_encrypted'), 'storage_encrypted is off'),
      unless(
        !cluster.isOn('manage_master_user_password') || cluster.text('master_user_secret_kms_key_id') !== '',
        'master_user_secret_kms_key_id is not set',
      ),
    ),
  ),
  {
    id: 'RDS.38',
    title: 'PostgreSQL takes no connection without TLS',
    judge: (environment) => environment.ofTypes('aws_rds_cluster').map((cluster) => verdict(cluster, forcesTls)),
  },
  resourceRule('ElastiCache.4', 'Caches are encrypted', ['aws_elasticache_replication_group'], (group) =>
    unless(group.isOn('at_rest_encryption_enabled'), 'at_rest_encryption_enabled is off'),
  ),
  resourceRule(
    'ElastiCache.5',
    'Caches take no connection without TLS',
    ['aws_elasticache_replication_group'],
    (group) =>
      firstOf(
        unless(group.isOn('transit_encryption_enabled'), 'transit_encryption_enabled is off'),
        unless(group.text('transit_encryption_mode') === 'required', 'transit_encryption_mode is not required'),
      ),
  ),
  bucketRule(
    'S3.17',
    'Buckets are encrypted with a key of our own',
    'aws_s3_bucket_server_side_encryption_configuration',
    (encryption) => {
      const [rule] = encryption.blocks('rule');
      const [defaults] = blocksOf(rule, 'apply_server_side_encryption_by_default');
      return unless(
        defaults?.sse_algorithm === 'aws:kms' && textOf(defaults.kms_master_key_id) !== '',
        'its default is not a key of our own',
      );
    },
  ),
  bucketRule('S3.5', 'Buckets take no request without TLS', 'aws_s3_bucket_policy', (policy) =>
    unless(
      /"aws:SecureTransport":\s*"false"/.test(policy.text('policy')),
      'its policy does not deny requests without TLS',
    ),
  ),
  bucketRule('S3.8', 'Buckets are closed to the public', 'aws_s3_bucket_public_access_block', (access) =>
    firstOf(
      ...['block_public_acls', 'block_public_policy', 'ignore_public_acls', 'restrict_public_buckets'].map((argument) =>
        unless(access.isOn(argument), `${argument} is off`),
      ),
    ),
  ),
];

function forcesTls(cluster: Resource): string | undefined {
  const parameters = cluster.referenced(cluster.value('db_cluster_parameter_group_name'));
  if (parameters?.type !== PARAMETER_GROUP) return 'it has no parameter group of its own';
  const force = parameters.blocks('parameter').find(({ name }) => name === 'rds.force_ssl');
  return unless(textOf(force?.value) === '1', 'rds.force_ssl is not 1');
}

/** A rule on every bucket, about what another resource says of it: without that one, it is broken. */
function bucketRule(
  id: string,
  title: string,
  type: string,
  judgement: (resource: Resource) => string | undefined,
): Rule {
  const judge = (environment: SynthesizedEnvironment) =>
    environment.ofTypes('aws_s3_bucket').map((bucket) =>
      verdict(bucket, () => {
        const about = environment.ofTypes(type).find((other) => other.referenced(other.value('bucket')) === bucket);
        return about ? judgement(about) : `it has no ${type}`;
      }),
    );
  return { id, title, judge };
}
