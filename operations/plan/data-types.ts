/** Types of which some instances hold data: replaced or destroyed, they may take it along. */
export const DATA_TYPES: ReadonlySet<string> = new Set([
  'aws_eks_cluster',
  'aws_elasticache_replication_group',
  'aws_kms_key',
  'aws_rds_cluster',
  'aws_s3_bucket',
  'aws_secretsmanager_secret',
  // PostgreSQL, Valkey and Open WebUI with volumes are releases.
  'helm_release',
  'kubernetes_namespace_v1',
]);
