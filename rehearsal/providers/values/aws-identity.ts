import type { Recipes } from './recipe';

/** EC2's own types: `id` is a prefix and 17 characters, `arn` is made from it. The second word is the ARN's, where it differs. */
const EC2_IDS: Record<string, [prefix: string, arnWord?: string]> = {
  aws_vpc: ['vpc'],
  aws_default_vpc: ['vpc', 'vpc'],
  aws_subnet: ['subnet'],
  aws_security_group: ['sg', 'security-group'],
  aws_default_security_group: ['sg', 'security-group'],
  aws_vpc_security_group_ingress_rule: ['sgr', 'security-group-rule'],
  aws_vpc_security_group_egress_rule: ['sgr', 'security-group-rule'],
  aws_internet_gateway: ['igw', 'internet-gateway'],
  aws_egress_only_internet_gateway: ['eigw', 'egress-only-internet-gateway'],
  aws_nat_gateway: ['nat', 'natgateway'],
  aws_eip: ['eipalloc', 'elastic-ip'],
  aws_route_table: ['rtb', 'route-table'],
  aws_default_route_table: ['rtb', 'route-table'],
  aws_route_table_association: ['rtbassoc'],
  aws_network_acl: ['acl', 'network-acl'],
  aws_default_network_acl: ['acl', 'network-acl'],
  aws_network_interface: ['eni', 'network-interface'],
  aws_vpc_endpoint: ['vpce', 'vpc-endpoint'],
  aws_vpc_peering_connection: ['pcx', 'vpc-peering-connection'],
  aws_vpc_dhcp_options: ['dopt', 'dhcp-options'],
  aws_flow_log: ['fl', 'vpc-flow-log'],
  aws_launch_template: ['lt', 'launch-template'],
  aws_instance: ['i', 'instance'],
  aws_ebs_volume: ['vol', 'volume'],
  aws_ec2_managed_prefix_list: ['pl', 'prefix-list'],
  aws_ec2_transit_gateway: ['tgw', 'transit-gateway'],
  aws_efs_file_system: ['fs'],
};

/** ARNs of types outside EC2, by type: service and resource, from which region and account are left out where AWS does. */
const ARNS: Record<string, string> = {
  aws_iam_role: 'iam::{:account}:role/{:name}',
  aws_iam_policy: 'iam::{:account}:policy/{:name}',
  aws_iam_user: 'iam::{:account}:user/{:name}',
  aws_iam_instance_profile: 'iam::{:account}:instance-profile/{:name}',
  aws_iam_service_linked_role: 'iam::{:account}:role/aws-service-role/{aws_service_name}/{:name}',
  aws_s3_bucket: 's3:::{bucket}',
  aws_budgets_budget: 'budgets::{:account}:budget/{:name}',
  aws_route53_zone: 'route53:::hostedzone/{id}',
  aws_eks_cluster: 'eks:{:region}:{:account}:cluster/{:name}',
  aws_eks_node_group: 'eks:{:region}:{:account}:nodegroup/{cluster_name}/{:name}/{:uuid}',
  aws_eks_addon: 'eks:{:region}:{:account}:addon/{cluster_name}/{addon_name}/{:uuid}',
  aws_eks_fargate_profile: 'eks:{:region}:{:account}:fargateprofile/{cluster_name}/{fargate_profile_name}/{:uuid}',
  aws_eks_pod_identity_association: 'eks:{:region}:{:account}:podidentityassociation/{cluster_name}/a-{:hex16}',
  aws_eks_access_entry: 'eks:{:region}:{:account}:access-entry/{cluster_name}/{:uuid}',
  aws_rds_cluster: 'rds:{:region}:{:account}:cluster:{cluster_identifier}',
  aws_rds_cluster_instance: 'rds:{:region}:{:account}:db:{identifier}',
  aws_db_instance: 'rds:{:region}:{:account}:db:{identifier}',
  aws_db_subnet_group: 'rds:{:region}:{:account}:subgrp:{:name}',
  aws_db_parameter_group: 'rds:{:region}:{:account}:pg:{:name}',
  aws_rds_cluster_parameter_group: 'rds:{:region}:{:account}:cluster-pg:{:name}',
  aws_db_proxy: 'rds:{:region}:{:account}:db-proxy:prx-{:ec2}',
  aws_elasticache_replication_group: 'elasticache:{:region}:{:account}:replicationgroup:{replication_group_id}',
  aws_elasticache_serverless_cache: 'elasticache:{:region}:{:account}:serverlesscache:{:name}',
  aws_elasticache_parameter_group: 'elasticache:{:region}:{:account}:parametergroup:{:name}',
  aws_elasticache_subnet_group: 'elasticache:{:region}:{:account}:subnetgroup:{:name}',
  aws_elasticache_user: 'elasticache:{:region}:{:account}:user:{user_id}',
  aws_elasticache_user_group: 'elasticache:{:region}:{:account}:usergroup:{user_group_id}',
  aws_secretsmanager_secret: 'secretsmanager:{:region}:{:account}:secret:{:name}-{:hex6}',
  aws_kms_key: 'kms:{:region}:{:account}:key/{id}',
  aws_kms_alias: 'kms:{:region}:{:account}:{:name}',
  aws_cloudwatch_log_group: 'logs:{:region}:{:account}:log-group:{:name}',
  aws_cloudwatch_metric_alarm: 'cloudwatch:{:region}:{:account}:alarm:{alarm_name}',
  aws_cloudwatch_event_rule: 'events:{:region}:{:account}:rule/{:name}',
  aws_sns_topic: 'sns:{:region}:{:account}:{:name}',
  aws_sqs_queue: 'sqs:{:region}:{:account}:{:name}',
  aws_dynamodb_table: 'dynamodb:{:region}:{:account}:table/{:name}',
  aws_lambda_function: 'lambda:{:region}:{:account}:function:{function_name}',
  aws_ecr_repository: 'ecr:{:region}:{:account}:repository/{:name}',
  aws_ssm_parameter: 'ssm:{:region}:{:account}:parameter{:name}',
  aws_acm_certificate: 'acm:{:region}:{:account}:certificate/{:uuid}',
  aws_lb: 'elasticloadbalancing:{:region}:{:account}:loadbalancer/app/{:name}/{:hex16}',
  aws_lb_target_group: 'elasticloadbalancing:{:region}:{:account}:targetgroup/{:name}/{:hex16}',
  aws_wafv2_web_acl: 'wafv2:{:region}:{:account}:regional/webacl/{:name}/{:uuid}',
  aws_wafv2_ip_set: 'wafv2:{:region}:{:account}:regional/ipset/{:name}/{:uuid}',
  aws_networkfirewall_firewall: 'network-firewall:{:region}:{:account}:firewall/{:name}',
  aws_networkfirewall_firewall_policy: 'network-firewall:{:region}:{:account}:firewall-policy/{:name}',
  aws_networkfirewall_rule_group: 'network-firewall:{:region}:{:account}:stateful-rulegroup/{:name}',
  aws_msk_cluster: 'kafka:{:region}:{:account}:cluster/{cluster_name}/{:uuid}',
  aws_msk_serverless_cluster: 'kafka:{:region}:{:account}:cluster/{cluster_name}/{:uuid}',
  aws_backup_vault: 'backup:{:region}:{:account}:backup-vault:{:name}',
  aws_backup_plan: 'backup:{:region}:{:account}:backup-plan:{:uuid}',
  aws_prometheus_workspace: 'aps:{:region}:{:account}:workspace/{id}',
};

/** Types whose `id` is their ARN. */
const ID_IS_ARN = [
  'aws_iam_policy',
  'aws_iam_openid_connect_provider',
  'aws_iam_service_linked_role',
  'aws_secretsmanager_secret',
  'aws_sns_topic',
  'aws_acm_certificate',
  'aws_lb',
  'aws_lb_target_group',
  'aws_lb_listener',
  'aws_msk_cluster',
  'aws_networkfirewall_firewall',
  'aws_networkfirewall_firewall_policy',
  'aws_networkfirewall_rule_group',
  'aws_msk_serverless_cluster',
];

/** How the id and the ARN of an AWS resource are made. */
export function awsIdentity(type: string): Recipes {
  const arn = ARNS[type];
  const ec2 = EC2_IDS[type];
  if (ec2 !== undefined) {
    const [prefix, arnWord = prefix] = ec2;
    return { id: `${prefix}-{:ec2}`, arn: `arn:{:partition}:ec2:{:region}:{:account}:${arnWord}/{id}` };
  }
  const [service = '', ...rest] = type.replace(/^aws_/, '').split('_');
  const usual = `${service}:{:region}:{:account}:${rest.join('-')}/{:name}`;
  return {
    id: ID_IS_ARN.includes(type) ? '{arn}' : `{:name}`,
    arn: `arn:{:partition}:${arn ?? usual}`,
  };
}
