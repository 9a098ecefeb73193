/**
 * Types whose providers note what they have made before they wait for it to become ready, so that a creation that fails
 * in the wait is in the state, tainted: the next apply destroys it and makes it anew.
 */
const MADE_BEFORE_THEY_FAIL = [
  'aws_db_proxy',
  'aws_eks_addon',
  'aws_eks_cluster',
  'aws_eks_node_group',
  'aws_elasticache_replication_group',
  'aws_elasticache_serverless_cache',
  'aws_nat_gateway',
  'aws_rds_cluster',
  'aws_rds_cluster_instance',
  'aws_vpc_endpoint',
  'kubernetes_job_v1',
];

/** Whether a creation that fails leaves the resource in cloud and state. */
export function isMadeBeforeItFails(type: string): boolean {
  return MADE_BEFORE_THEY_FAIL.includes(type);
}
