import type { StackJson } from '../../policy/synthesized';

const policy = (...statements: readonly object[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });

/** A role's own policy with one statement that allows something. */
const allowing = (statement: object): StackJson => ({
  resource: { aws_iam_role_policy: { role: { policy: policy({ Sid: 'Bad', Effect: 'Allow', ...statement }) } } },
});

/** A Helm release at an exact version with these values. */
const releasing = (values: object): StackJson => ({
  resource: { helm_release: { app: { chart: 'app', version: '1.2.3', values: [JSON.stringify(values)] } } },
});

const one = (type: string, block: object): StackJson => ({ resource: { [type]: { one: block as never } } });

/** For every rule, the smallest stack that breaks it. */
export const BAD_EXAMPLES: Readonly<Record<string, StackJson>> = {
  'EKS.1': one('aws_eks_cluster', { vpc_config: { endpoint_public_access: true, public_access_cidrs: ['0.0.0.0/0'] } }),
  'CIS-EKS-5.4.1': one('aws_eks_cluster', { vpc_config: { endpoint_private_access: false } }),
  'EKS.2': one('aws_eks_cluster', { version: '1.35', upgrade_policy: { support_type: 'EXTENDED' } }),
  'EKS.3': one('aws_eks_cluster', { encryption_config: { resources: ['secrets'], provider: {} } }),
  'EKS.8': one('aws_eks_cluster', { enabled_cluster_log_types: ['api', 'audit'] }),
  'CIS-EKS-4.1.7': one('aws_eks_cluster', { access_config: { authentication_mode: 'API_AND_CONFIG_MAP' } }),
  'CIS-EKS-5.4.3': {
    resource: {
      aws_subnet: { public: { map_public_ip_on_launch: true } },
      aws_eks_node_group: { nodes: { subnet_ids: ['${aws_subnet.public.id}'] } },
    },
  },
  'EC2.170': one('aws_launch_template', {
    metadata_options: { http_tokens: 'optional', http_put_response_hop_limit: 1 },
  }),
  'EC2.181': one('aws_launch_template', { block_device_mappings: [{ device_name: '/dev/xvda', ebs: {} }] }),
  'HUB-EKS.2': one('kubernetes_storage_class_v1', { parameters: { type: 'gp3', encrypted: 'true' } }),
  'HUB-EKS.3': one('aws_eks_cluster', { compute_config: { enabled: true, node_pools: ['general-purpose', 'system'] } }),
  'EC2.2': one('aws_vpc', {}),
  'EC2.6': {
    resource: { aws_vpc: { vpc: {} }, aws_flow_log: { log: { vpc_id: '${aws_vpc.vpc.id}', traffic_type: 'REJECT' } } },
  },
  'EC2.15': one('aws_subnet', { map_public_ip_on_launch: true }),
  'EC2.18': one('aws_vpc_security_group_ingress_rule', { cidr_ipv4: '0.0.0.0/0' }),
  'HUB-EC2.1': {
    resource: {
      aws_rds_cluster: { database: { vpc_security_group_ids: ['${aws_security_group.group.id}'] } },
      aws_security_group: { group: {} },
      aws_vpc_security_group_ingress_rule: {
        rule: { security_group_id: '${aws_security_group.group.id}', cidr_ipv4: '10.0.0.0/8' },
      },
    },
  },
  'HUB-EC2.2': {
    resource: {
      aws_eks_addon: { cni: { configuration_values: '{"env":{"ENABLE_POD_ENI":"true"}}' } },
      aws_rds_cluster: { database: { vpc_security_group_ids: ['${aws_security_group.group.id}'] } },
      aws_security_group: { group: {} },
      aws_vpc_security_group_ingress_rule: {
        rule: {
          security_group_id: '${aws_security_group.group.id}',
          referenced_security_group_id: 'sg-of-the-cluster',
        },
      },
    },
  },
  'HUB-EC2.3': one('aws_vpc_endpoint', { service_name: 'com.amazonaws.eu-central-1.s3' }),
  'RDS.46': {
    resource: {
      aws_db_subnet_group: { group: { subnet_ids: ['${aws_subnet.subnet.id}'] } },
      aws_subnet: { subnet: {} },
      aws_route_table: { table: {} },
      aws_route_table_association: {
        association: { subnet_id: '${aws_subnet.subnet.id}', route_table_id: '${aws_route_table.table.id}' },
      },
      aws_route: { out: { route_table_id: '${aws_route_table.table.id}', destination_cidr_block: '0.0.0.0/0' } },
    },
  },
  'WAF.10': one('aws_wafv2_web_acl', { visibility_config: { cloudwatch_metrics_enabled: true } }),
  'WAF.11': {
    resource: {
      aws_wafv2_web_acl: { acl: {} },
      aws_wafv2_web_acl_logging_configuration: {
        logs: {
          resource_arn: '${aws_wafv2_web_acl.acl.arn}',
          redacted_fields: [{ single_header: { name: 'cookie' } }],
        },
      },
    },
  },
  'WAF.12': one('aws_wafv2_web_acl', {
    visibility_config: { cloudwatch_metrics_enabled: true },
    rule: [{ visibility_config: { cloudwatch_metrics_enabled: false } }],
  }),
  'HUB-IAM.1': one('aws_iam_role_policy', { policy: '${jsonencode(local.policy)}' }),
  'IAM.1': allowing({ Action: '*', Resource: 'arn:aws:s3:::bucket' }),
  'IAM.21': allowing({ Action: ['s3:*'], Resource: 'arn:aws:s3:::bucket' }),
  'HUB-IAM.2': allowing({ Action: ['s3:GetObject'], Resource: ['*'] }),
  'HUB-IAM.3': allowing({ Action: ['s3:GetObject'], Principal: '*', Resource: 'arn:aws:s3:::bucket/*' }),
  'CIS-EKS-5.2.1': one('aws_iam_role', {
    assume_role_policy: policy({
      Effect: 'Allow',
      Principal: { Service: 'pods.eks.amazonaws.com' },
      Action: ['sts:AssumeRole', 'sts:TagSession'],
    }),
  }),
  'HUB-IAM.4': one('aws_iam_role_policy_attachment', { policy_arn: 'arn:aws:iam::aws:policy/AdministratorAccess' }),
  'HUB-IAM.5': allowing({ Action: ['iam:PassRole'], Resource: 'arn:aws:iam::111111111111:role/one' }),
  'HUB-IAM.6': one('aws_iam_role', {
    assume_role_policy: policy({
      Effect: 'Allow',
      Principal: { Federated: 'arn:aws:iam::111111111111:oidc-provider/token.actions.githubusercontent.com' },
      Action: 'sts:AssumeRoleWithWebIdentity',
    }),
  }),
  'HUB-Secrets.1': one('aws_secretsmanager_secret_version', { secret_string: 'in the state' }),
  'HUB-Secrets.2': { variable: { OPENAI_API_KEY: { type: 'string', sensitive: true } } },
  'HUB-KMS.1': one('aws_cloudwatch_log_group', { retention_in_days: 365 }),
  'KMS.4': one('aws_kms_key', { enable_key_rotation: false }),
  'RDS.27': one('aws_rds_cluster', { storage_encrypted: false }),
  'RDS.38': {
    resource: {
      aws_rds_cluster: {
        database: { db_cluster_parameter_group_name: '${aws_rds_cluster_parameter_group.parameters.name}' },
      },
      aws_rds_cluster_parameter_group: { parameters: { parameter: [{ name: 'rds.force_ssl', value: '0' }] } },
    },
  },
  'ElastiCache.4': one('aws_elasticache_replication_group', { at_rest_encryption_enabled: 'false' }),
  'ElastiCache.5': one('aws_elasticache_replication_group', {
    transit_encryption_enabled: true,
    transit_encryption_mode: 'preferred',
  }),
  'S3.17': one('aws_s3_bucket', {}),
  'S3.5': one('aws_s3_bucket', {}),
  'S3.8': one('aws_s3_bucket', {}),
  'RDS.2': one('aws_rds_cluster_instance', { publicly_accessible: true }),
  'RDS.6': one('aws_rds_cluster_instance', { monitoring_interval: 0 }),
  'RDS.12': one('aws_rds_cluster', {}),
  'RDS.16': one('aws_rds_cluster', {}),
  'RDS.24': one('aws_rds_cluster', { master_username: 'postgres' }),
  'RDS.35': one('aws_rds_cluster_instance', { auto_minor_version_upgrade: false }),
  'RDS.37': one('aws_rds_cluster', {}),
  'ElastiCache.2': one('aws_elasticache_replication_group', { auto_minor_version_upgrade: 'false' }),
  'ElastiCache.6': one('aws_elasticache_replication_group', {}),
  'RDS.7': one('aws_rds_cluster', { deletion_protection: false }),
  'HUB-EKS.1': one('aws_eks_cluster', { deletion_protection: false }),
  'HUB-RDS.1': one('aws_rds_cluster', { skip_final_snapshot: true }),
  'RDS.11': one('aws_rds_cluster', { backup_retention_period: 1 }),
  'HUB-ElastiCache.1': one('aws_elasticache_replication_group', {}),
  'HUB-SecretsManager.1': one('aws_secretsmanager_secret', { recovery_window_in_days: 0 }),
  'HUB-S3.1': one('aws_s3_bucket', { force_destroy: true }),
  'KMS.3': one('aws_kms_key', { deletion_window_in_days: 7 }),
  'HUB-Terraform.1': {
    resource: {
      aws_rds_cluster: {
        database: { kms_key_id: '${aws_kms_key.database.arn}', lifecycle: { prevent_destroy: true } },
      },
      aws_kms_key: { database: {} },
    },
  },
  'HUB-Terraform.2': {
    resource: {
      aws_secretsmanager_secret: { salt: {} },
      aws_secretsmanager_secret_version: {
        salt: {
          secret_id: '${aws_secretsmanager_secret.salt.id}',
          lifecycle: { ignore_changes: ['secret_string_wo_version'] },
        },
      },
    },
  },
  'RDS.15': {
    resource: {
      aws_rds_cluster: { database: {} },
      aws_rds_cluster_instance: { writer: { cluster_identifier: '${aws_rds_cluster.database.id}' } },
    },
  },
  'ElastiCache.3': one('aws_elasticache_replication_group', { num_cache_clusters: 1 }),
  'S3.14': one('aws_s3_bucket_versioning', { versioning_configuration: { status: 'Suspended' } }),
  'CloudWatch.16': one('aws_cloudwatch_log_group', {}),
  'S3.13': one('aws_s3_bucket_lifecycle_configuration', { rule: [{ status: 'Disabled', expiration: [{ days: 1 }] }] }),
  'HUB-Tags.1': { provider: { aws: [{ default_tags: [{ tags: { Project: 'inferencehub' } }] }] } },
  'HUB-Tags.2': one('aws_launch_template', { tag_specifications: [{ resource_type: 'instance' }] }),
  'HUB-Account.1': { provider: { aws: [{}] } },
  'HUB-Helm.1': one('helm_release', { chart: 'app', repository: 'https://charts.example.com', version: '^1.2.0' }),
  CKV_K8S_14: releasing({ image: { repository: 'ghcr.io/app', tag: 'latest' } }),
  'HUB-ELB.1': releasing({ service: { annotations: { 'aws-load-balancer-scheme': 'internet-facing' } } }),
  'CIS-EKS-4.2.1': one('kubernetes_namespace_v1', { metadata: { name: 'open', labels: {} } }),
  'CIS-EKS-4.3.2': {
    resource: {
      ...releasing({
        resources: [
          {
            kind: 'NetworkPolicy',
            metadata: { name: 'deny-by-default', namespace: 'open' },
            spec: { podSelector: {}, policyTypes: ['Ingress'] },
          },
        ],
      }).resource,
      kubernetes_namespace_v1: { open: { metadata: { name: 'open' } } },
    },
  },
};
