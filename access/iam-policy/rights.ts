import type { ScopeName } from './scopes';

/** What making, changing, looking at and destroying resources of one type takes. */
export interface TypeRights {
  /** Actions by what they are narrowed to. */
  readonly actions: Readonly<Partial<Record<ScopeName, readonly string[]>>>;
  /** Services that the resource gives a role to. */
  readonly passedTo?: readonly string[];
  /** Services that make a role of their own when they are first used. */
  readonly linkedTo?: readonly string[];
}

const NOTHING: TypeRights = { actions: {} };

/** Every service that keeps data encrypted with a key asks for it in the name of who says so. */
const GIVING_A_KEY = { KeysForServices: ['kms:CreateGrant'], Keys: ['kms:DescribeKey'] } as const;

/** What lets another service write into a log group. */
const LOG_DELIVERY = [
  'logs:CreateLogDelivery',
  'logs:DeleteLogDelivery',
  'logs:DescribeResourcePolicies',
  'logs:GetLogDelivery',
  'logs:ListLogDeliveries',
  'logs:PutResourcePolicy',
  'logs:UpdateLogDelivery',
] as const;

const TAGGING_FIREWALLS = [
  'network-firewall:ListTagsForResource',
  'network-firewall:TagResource',
  'network-firewall:UntagResource',
] as const;

const TAGGING_NETWORK = ['ec2:CreateTags', 'ec2:DeleteTags'] as const;

/** Tags of something new, and later changes of its tags. */
const NETWORK_TAGS = { NewTags: ['ec2:CreateTags'], TagsOfOurs: TAGGING_NETWORK } as const;

/** Before a security group or a subnet goes, the provider removes what Lambda and other services have left in it. */
const REMOVING_INTERFACES = {
  LeftInterfaces: ['ec2:DeleteNetworkInterface', 'ec2:DetachNetworkInterface'],
} as const;

/** What puts something, or somebody, into a share. */
const SHARING: TypeRights = {
  actions: {
    Shares: ['ram:AssociateResourceShare', 'ram:DisassociateResourceShare'],
    Look: ['ram:GetResourceShareAssociations'],
  },
};

const bucketPart = (name: string, deleted = false): TypeRights => ({
  actions: { Buckets: [`s3:Get${name}`, `s3:Put${name}`, ...(deleted ? [`s3:Delete${name}`] : [])] },
});

/**
 * The rights of every type of resource, data source (`data.…`) and ephemeral resource (`ephemeral.…`) that there is in
 * our stacks, as the AWS provider uses them.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export const RIGHTS: Readonly<Record<string, TypeRights>> = {
  // In the cluster, where Kubernetes' own access control decides; or on the machine that deploys.
  helm_release: NOTHING,
  kubernetes_config_map_v1: NOTHING,
  kubernetes_namespace_v1: NOTHING,
  kubernetes_secret_v1: NOTHING,
  kubernetes_service_account_v1: NOTHING,
  kubernetes_storage_class_v1: NOTHING,
  'ephemeral.random_password': NOTHING,
  // The state's rights are apart.
  'data.terraform_remote_state': NOTHING,
  // Signed on the machine; the cluster's access entries decide.
  'ephemeral.aws_eks_cluster_auth': NOTHING,

  aws_ram_resource_share: {
    actions: {
      NewShares: ['ram:CreateResourceShare'],
      Shares: ['ram:DeleteResourceShare', 'ram:TagResource', 'ram:UntagResource', 'ram:UpdateResourceShare'],
      Look: ['ram:GetResourceShares', 'ram:ListResourceSharePermissions'],
    },
  },
  aws_ram_principal_association: SHARING,
  aws_ram_resource_association: SHARING,
  aws_ec2_tag: {
    actions: { Look: ['ec2:DescribeTags'], SharedSubnets: [...TAGGING_NETWORK] },
  },
  aws_acm_certificate: {
    actions: {
      Certificates: [
        'acm:AddTagsToCertificate',
        'acm:DeleteCertificate',
        'acm:DescribeCertificate',
        'acm:ListTagsForCertificate',
        'acm:RemoveTagsFromCertificate',
        'acm:RequestCertificate',
      ],
    },
  },
  aws_acm_certificate_validation: { actions: { Certificates: ['acm:DescribeCertificate'] } },
  aws_route53_record: {
    actions: {
      Zones: ['route53:ChangeResourceRecordSets', 'route53:GetHostedZone', 'route53:ListResourceRecordSets'],
      ZoneChanges: ['route53:GetChange'],
    },
  },

  aws_vpc: {
    actions: {
      Look: ['ec2:DescribeVpcAttribute', 'ec2:DescribeVpcs', 'ec2:DescribeNetworkAcls'],
      Network: ['ec2:CreateVpc'],
      NetworkOfOurs: ['ec2:DeleteVpc', 'ec2:ModifyVpcAttribute'],
      ...NETWORK_TAGS,
    },
  },
  aws_subnet: {
    actions: {
      Look: ['ec2:DescribeNetworkInterfaces', 'ec2:DescribeSubnets'],
      Network: ['ec2:CreateSubnet'],
      NetworkOfOurs: ['ec2:DeleteSubnet', 'ec2:ModifySubnetAttribute'],
      ...REMOVING_INTERFACES,
      ...NETWORK_TAGS,
    },
  },
  aws_route_table: {
    actions: {
      Look: ['ec2:DescribeRouteTables'],
      Network: ['ec2:CreateRouteTable'],
      NetworkOfOurs: ['ec2:DeleteRouteTable', 'ec2:DisassociateRouteTable'],
      ...NETWORK_TAGS,
    },
  },
  aws_route: {
    actions: {
      Look: ['ec2:DescribeRouteTables'],
      NetworkOfOurs: ['ec2:CreateRoute', 'ec2:DeleteRoute', 'ec2:ReplaceRoute'],
    },
  },
  aws_route_table_association: {
    actions: {
      Look: ['ec2:DescribeRouteTables'],
      NetworkOfOurs: ['ec2:AssociateRouteTable', 'ec2:DisassociateRouteTable', 'ec2:ReplaceRouteTableAssociation'],
    },
  },
  aws_internet_gateway: {
    actions: {
      Look: ['ec2:DescribeInternetGateways'],
      Network: ['ec2:CreateInternetGateway'],
      NetworkOfOurs: ['ec2:AttachInternetGateway', 'ec2:DeleteInternetGateway', 'ec2:DetachInternetGateway'],
      ...NETWORK_TAGS,
    },
  },
  aws_eip: {
    actions: {
      Look: ['ec2:DescribeAddresses', 'ec2:DescribeAddressesAttribute', 'ec2:DescribeNetworkInterfaces'],
      Network: ['ec2:AllocateAddress'],
      NetworkOfOurs: ['ec2:DisassociateAddress', 'ec2:ReleaseAddress'],
      ...NETWORK_TAGS,
    },
  },
  aws_nat_gateway: {
    actions: {
      Look: ['ec2:DescribeNatGateways'],
      Network: ['ec2:CreateNatGateway'],
      NetworkOfOurs: ['ec2:DeleteNatGateway'],
      ...NETWORK_TAGS,
    },
  },
  aws_vpc_endpoint: {
    actions: {
      Look: ['ec2:DescribePrefixLists', 'ec2:DescribeVpcEndpoints'],
      // Route tables and subnets of others would change with an endpoint in them.
      NewEndpoints: ['ec2:CreateVpcEndpoint'],
      NetworkOfOurs: ['ec2:CreateVpcEndpoint', 'ec2:DeleteVpcEndpoints', 'ec2:ModifyVpcEndpoint'],
      ...NETWORK_TAGS,
    },
  },
  aws_default_security_group: {
    actions: {
      Look: ['ec2:DescribeSecurityGroupRules', 'ec2:DescribeSecurityGroups'],
      DefaultGroups: ['ec2:RevokeSecurityGroupEgress', 'ec2:RevokeSecurityGroupIngress', ...TAGGING_NETWORK],
    },
  },
  aws_security_group: {
    actions: {
      Look: ['ec2:DescribeNetworkInterfaces', 'ec2:DescribeSecurityGroupRules', 'ec2:DescribeSecurityGroups'],
      Network: ['ec2:CreateSecurityGroup'],
      GroupsOfOurs: [
        'ec2:DeleteSecurityGroup',
        'ec2:RevokeSecurityGroupEgress',
        'ec2:RevokeSecurityGroupIngress',
        ...TAGGING_NETWORK,
      ],
      NewTags: ['ec2:CreateTags'],
      ...REMOVING_INTERFACES,
    },
  },
  aws_vpc_security_group_ingress_rule: {
    actions: {
      Look: ['ec2:DescribeSecurityGroupRules'],
      GroupsOfOurs: [
        'ec2:AuthorizeSecurityGroupIngress',
        'ec2:ModifySecurityGroupRules',
        'ec2:RevokeSecurityGroupIngress',
      ],
      GroupRules: ['ec2:AuthorizeSecurityGroupIngress', 'ec2:ModifySecurityGroupRules'],
      ...NETWORK_TAGS,
    },
  },
  aws_vpc_security_group_egress_rule: {
    actions: {
      Look: ['ec2:DescribeSecurityGroupRules'],
      GroupsOfOurs: [
        'ec2:AuthorizeSecurityGroupEgress',
        'ec2:ModifySecurityGroupRules',
        'ec2:RevokeSecurityGroupEgress',
      ],
      GroupRules: ['ec2:AuthorizeSecurityGroupEgress', 'ec2:ModifySecurityGroupRules'],
      ...NETWORK_TAGS,
    },
  },
  aws_flow_log: {
    actions: {
      Look: ['ec2:DescribeFlowLogs'],
      Network: ['ec2:CreateFlowLogs'],
      NetworkOfOurs: ['ec2:DeleteFlowLogs'],
      ...NETWORK_TAGS,
      LogDelivery: LOG_DELIVERY,
    },
    passedTo: ['vpc-flow-logs.amazonaws.com'],
  },
  aws_launch_template: {
    actions: {
      Look: ['ec2:DescribeLaunchTemplateVersions', 'ec2:DescribeLaunchTemplates'],
      Network: ['ec2:CreateLaunchTemplate'],
      ...NETWORK_TAGS,
      NetworkOfOurs: ['ec2:CreateLaunchTemplateVersion', 'ec2:DeleteLaunchTemplate', 'ec2:ModifyLaunchTemplate'],
    },
  },
  'data.aws_availability_zones': { actions: { Look: ['ec2:DescribeAvailabilityZones'] } },
  'data.aws_subnet': { actions: { Look: ['ec2:DescribeSubnets'] } },
  'data.aws_vpc': {
    actions: { Look: ['ec2:DescribeRouteTables', 'ec2:DescribeVpcAttribute', 'ec2:DescribeVpcs'] },
  },

  aws_route53_resolver_firewall_domain_list: {
    actions: {
      DnsFirewall: [
        'route53resolver:CreateFirewallDomainList',
        'route53resolver:DeleteFirewallDomainList',
        'route53resolver:GetFirewallDomainList',
        'route53resolver:ListFirewallDomains',
        'route53resolver:ListTagsForResource',
        'route53resolver:TagResource',
        'route53resolver:UntagResource',
        'route53resolver:UpdateFirewallDomains',
      ],
    },
  },
  aws_route53_resolver_firewall_rule_group: {
    actions: {
      DnsFirewall: [
        'route53resolver:CreateFirewallRuleGroup',
        'route53resolver:DeleteFirewallRuleGroup',
        'route53resolver:GetFirewallRuleGroup',
        'route53resolver:ListTagsForResource',
        'route53resolver:TagResource',
        'route53resolver:UntagResource',
      ],
    },
  },
  aws_route53_resolver_firewall_rule: {
    actions: {
      DnsFirewall: [
        'route53resolver:CreateFirewallRule',
        'route53resolver:DeleteFirewallRule',
        'route53resolver:ListFirewallRules',
        'route53resolver:UpdateFirewallRule',
      ],
    },
  },
  aws_route53_resolver_firewall_rule_group_association: {
    actions: {
      Look: ['ec2:DescribeVpcs'],
      DnsFirewall: [
        'route53resolver:AssociateFirewallRuleGroup',
        'route53resolver:DisassociateFirewallRuleGroup',
        'route53resolver:GetFirewallRuleGroupAssociation',
        'route53resolver:ListTagsForResource',
        'route53resolver:TagResource',
        'route53resolver:UntagResource',
        'route53resolver:UpdateFirewallRuleGroupAssociation',
      ],
    },
  },
  aws_route53_resolver_query_log_config: {
    actions: {
      DnsFirewall: [
        'route53resolver:CreateResolverQueryLogConfig',
        'route53resolver:DeleteResolverQueryLogConfig',
        'route53resolver:GetResolverQueryLogConfig',
        'route53resolver:ListTagsForResource',
        'route53resolver:TagResource',
        'route53resolver:UntagResource',
      ],
      LogDelivery: LOG_DELIVERY,
    },
    linkedTo: ['route53resolver.amazonaws.com'],
  },
  aws_route53_resolver_query_log_config_association: {
    actions: {
      Look: ['ec2:DescribeVpcs', 'route53resolver:GetResolverQueryLogConfigAssociation'],
      DnsFirewall: [
        'route53resolver:AssociateResolverQueryLogConfig',
        'route53resolver:DisassociateResolverQueryLogConfig',
      ],
    },
  },

  aws_networkfirewall_rule_group: {
    actions: {
      NetworkFirewalls: [
        'network-firewall:CreateRuleGroup',
        'network-firewall:DeleteRuleGroup',
        'network-firewall:DescribeRuleGroup',
        'network-firewall:UpdateRuleGroup',
        ...TAGGING_FIREWALLS,
      ],
      ...GIVING_A_KEY,
    },
  },
  aws_networkfirewall_firewall_policy: {
    actions: {
      NetworkFirewalls: [
        'network-firewall:CreateFirewallPolicy',
        'network-firewall:DeleteFirewallPolicy',
        'network-firewall:DescribeFirewallPolicy',
        'network-firewall:UpdateFirewallPolicy',
        ...TAGGING_FIREWALLS,
      ],
      ...GIVING_A_KEY,
    },
  },
  aws_networkfirewall_firewall: {
    actions: {
      Look: ['ec2:DescribeSubnets', 'ec2:DescribeVpcEndpoints', 'ec2:DescribeVpcs'],
      NetworkFirewalls: [
        'network-firewall:AssociateFirewallPolicy',
        'network-firewall:AssociateSubnets',
        'network-firewall:CreateFirewall',
        'network-firewall:DeleteFirewall',
        'network-firewall:DescribeFirewall',
        'network-firewall:DisassociateSubnets',
        'network-firewall:UpdateFirewallDeleteProtection',
        'network-firewall:UpdateFirewallDescription',
        'network-firewall:UpdateFirewallEncryptionConfiguration',
        ...TAGGING_FIREWALLS,
      ],
      ...GIVING_A_KEY,
    },
    linkedTo: ['network-firewall.amazonaws.com'],
  },
  aws_networkfirewall_logging_configuration: {
    actions: {
      NetworkFirewalls: [
        'network-firewall:DescribeLoggingConfiguration',
        'network-firewall:UpdateLoggingConfiguration',
      ],
      LogDelivery: [...LOG_DELIVERY, 'logs:DescribeLogGroups'],
    },
  },

  aws_ecr_pull_through_cache_rule: {
    actions: {
      ImageCaches: [
        'ecr:CreatePullThroughCacheRule',
        'ecr:DeletePullThroughCacheRule',
        'ecr:DescribePullThroughCacheRules',
        'ecr:UpdatePullThroughCacheRule',
      ],
    },
    linkedTo: ['pullthroughcache.ecr.amazonaws.com'],
  },
  aws_ecr_repository_creation_template: {
    actions: {
      ImageCaches: [
        'ecr:CreateRepositoryCreationTemplate',
        'ecr:DeleteRepositoryCreationTemplate',
        'ecr:DescribeRepositoryCreationTemplates',
        'ecr:UpdateRepositoryCreationTemplate',
      ],
      // ECR asks whether whoever makes a template could make such a repository.
      ImageRepositories: ['ecr:CreateRepository', 'ecr:PutLifecyclePolicy'],
    },
  },

  aws_iam_role: {
    actions: {
      BoundedRoles: ['iam:CreateRole', 'iam:UpdateAssumeRolePolicy'],
      Boundaries: ['iam:PutRolePermissionsBoundary'],
      Roles: [
        'iam:DeleteRole',
        'iam:GetRole',
        'iam:ListAttachedRolePolicies',
        'iam:ListInstanceProfilesForRole',
        'iam:ListRolePolicies',
        'iam:TagRole',
        'iam:UntagRole',
        'iam:UpdateRole',
        'iam:UpdateRoleDescription',
      ],
    },
  },
  aws_iam_role_policy: {
    actions: { BoundedRoles: ['iam:PutRolePolicy'], Roles: ['iam:DeleteRolePolicy', 'iam:GetRolePolicy'] },
  },
  aws_iam_role_policy_attachment: {
    actions: {
      Roles: ['iam:DetachRolePolicy', 'iam:ListAttachedRolePolicies'],
      RolePolicies: ['iam:AttachRolePolicy'],
    },
  },

  aws_kms_key: {
    actions: {
      NewKeys: ['kms:CreateKey'],
      TagsOfNewKeys: ['kms:TagResource'],
      Keys: [
        'kms:DescribeKey',
        // Before KMS minds the new key's tags, which can take minutes.
        'kms:EnableKeyRotation',
        'kms:GetKeyPolicy',
        'kms:GetKeyRotationStatus',
        'kms:ListResourceTags',
      ],
      KeysOfOurs: [
        'kms:PutKeyPolicy',
        'kms:ScheduleKeyDeletion',
        'kms:TagResource',
        'kms:UntagResource',
        'kms:UpdateKeyDescription',
      ],
    },
  },
  aws_kms_alias: {
    actions: {
      Look: ['kms:ListAliases'],
      Aliases: ['kms:CreateAlias', 'kms:DeleteAlias', 'kms:UpdateAlias'],
    },
  },

  aws_cloudwatch_log_group: {
    actions: {
      Look: ['logs:DescribeLogGroups'],
      LogGroups: [
        'logs:AssociateKmsKey',
        'logs:CreateLogGroup',
        'logs:DeleteLogGroup',
        'logs:DeleteRetentionPolicy',
        'logs:DisassociateKmsKey',
        'logs:ListTagsForResource',
        'logs:PutRetentionPolicy',
        'logs:TagResource',
        'logs:UntagResource',
      ],
      Keys: ['kms:DescribeKey'],
    },
  },

  aws_cloudwatch_log_resource_policy: {
    actions: {
      LogDelivery: ['logs:DeleteResourcePolicy', 'logs:DescribeResourcePolicies', 'logs:PutResourcePolicy'],
    },
  },

  aws_wafv2_web_acl: {
    actions: {
      WebAcls: [
        'wafv2:CreateWebACL',
        'wafv2:DeleteWebACL',
        'wafv2:GetWebACL',
        'wafv2:ListTagsForResource',
        'wafv2:TagResource',
        'wafv2:UntagResource',
        'wafv2:UpdateWebACL',
      ],
    },
  },
  aws_wafv2_web_acl_logging_configuration: {
    actions: {
      WebAcls: ['wafv2:DeleteLoggingConfiguration', 'wafv2:GetLoggingConfiguration', 'wafv2:PutLoggingConfiguration'],
      LogDelivery: LOG_DELIVERY,
    },
    linkedTo: ['wafv2.amazonaws.com'],
  },

  aws_eks_cluster: {
    actions: {
      Look: ['ec2:DescribeSecurityGroups', 'ec2:DescribeSubnets', 'ec2:DescribeVpcs'],
      Clusters: [
        'eks:CreateCluster',
        'eks:DeleteCluster',
        'eks:DescribeCluster',
        'eks:DescribeUpdate',
        'eks:ListTagsForResource',
        'eks:TagResource',
        'eks:UntagResource',
        'eks:UpdateClusterConfig',
        'eks:UpdateClusterVersion',
      ],
      KeysForEks: ['kms:CreateGrant'],
      Keys: ['kms:DescribeKey'],
    },
    // With Auto Mode the nodes' role goes to EKS too.
    passedTo: ['eks.amazonaws.com'],
    linkedTo: ['eks.amazonaws.com'],
  },
  aws_eks_node_group: {
    actions: {
      Look: ['ec2:DescribeInstanceTypes', 'ec2:DescribeLaunchTemplateVersions', 'ec2:DescribeSubnets'],
      Launching: ['ec2:RunInstances'],
      Clusters: ['eks:CreateNodegroup'],
      ClusterParts: [
        'eks:DeleteNodegroup',
        'eks:DescribeNodegroup',
        'eks:DescribeUpdate',
        'eks:ListTagsForResource',
        'eks:TagResource',
        'eks:UntagResource',
        'eks:UpdateNodegroupConfig',
        'eks:UpdateNodegroupVersion',
      ],
    },
    passedTo: ['eks.amazonaws.com', 'ec2.amazonaws.com'],
    linkedTo: ['eks-nodegroup.amazonaws.com', 'autoscaling.amazonaws.com'],
  },
  aws_eks_addon: {
    actions: {
      Look: ['eks:DescribeAddonVersions'],
      Clusters: ['eks:CreateAddon', 'eks:CreatePodIdentityAssociation'],
      ClusterParts: [
        'eks:DeleteAddon',
        'eks:DeletePodIdentityAssociation',
        'eks:DescribeAddon',
        'eks:DescribePodIdentityAssociation',
        'eks:DescribeUpdate',
        'eks:ListTagsForResource',
        'eks:TagResource',
        'eks:UntagResource',
        'eks:UpdateAddon',
        'eks:UpdatePodIdentityAssociation',
      ],
      Roles: ['iam:GetRole'],
    },
    passedTo: ['eks.amazonaws.com', 'pods.eks.amazonaws.com'],
  },
  aws_eks_access_entry: {
    actions: {
      Clusters: ['eks:CreateAccessEntry'],
      ClusterParts: [
        'eks:DeleteAccessEntry',
        'eks:DescribeAccessEntry',
        'eks:ListTagsForResource',
        'eks:TagResource',
        'eks:UntagResource',
        'eks:UpdateAccessEntry',
      ],
    },
  },
  aws_eks_access_policy_association: {
    actions: {
      ClusterParts: ['eks:AssociateAccessPolicy', 'eks:DisassociateAccessPolicy', 'eks:ListAssociatedAccessPolicies'],
    },
  },
  aws_eks_pod_identity_association: {
    actions: {
      Clusters: ['eks:CreatePodIdentityAssociation'],
      ClusterParts: [
        'eks:DeletePodIdentityAssociation',
        'eks:DescribePodIdentityAssociation',
        'eks:ListTagsForResource',
        'eks:TagResource',
        'eks:UntagResource',
        'eks:UpdatePodIdentityAssociation',
      ],
      Roles: ['iam:GetRole'],
    },
    passedTo: ['pods.eks.amazonaws.com'],
  },
  'data.aws_eks_addon_version': { actions: { Look: ['eks:DescribeAddonVersions'] } },
  'data.aws_eks_cluster': { actions: { Clusters: ['eks:DescribeCluster'] } },

  aws_db_subnet_group: {
    actions: {
      Look: ['ec2:DescribeSubnets', 'ec2:DescribeVpcs'],
      Databases: [
        'rds:AddTagsToResource',
        'rds:CreateDBSubnetGroup',
        'rds:DeleteDBSubnetGroup',
        'rds:DescribeDBSubnetGroups',
        'rds:ListTagsForResource',
        'rds:ModifyDBSubnetGroup',
        'rds:RemoveTagsFromResource',
      ],
    },
    linkedTo: ['rds.amazonaws.com'],
  },
  aws_rds_cluster_parameter_group: {
    actions: {
      Databases: [
        'rds:AddTagsToResource',
        'rds:CreateDBClusterParameterGroup',
        'rds:DeleteDBClusterParameterGroup',
        'rds:DescribeDBClusterParameterGroups',
        'rds:DescribeDBClusterParameters',
        'rds:ListTagsForResource',
        'rds:ModifyDBClusterParameterGroup',
        'rds:RemoveTagsFromResource',
        'rds:ResetDBClusterParameterGroup',
      ],
    },
  },
  aws_rds_cluster: {
    actions: {
      Look: ['ec2:DescribeSecurityGroups', 'rds:DescribeGlobalClusters'],
      Databases: [
        'rds:AddTagsToResource',
        'rds:CreateDBCluster',
        'rds:CreateDBClusterSnapshot',
        'rds:DeleteDBCluster',
        'rds:DescribeDBClusters',
        'rds:ListTagsForResource',
        'rds:ModifyDBCluster',
        'rds:RemoveTagsFromResource',
      ],
      // RDS asks for the option group too, which is its own where none is named.
      OptionGroups: ['rds:CreateDBCluster'],
      MasterSecrets: ['secretsmanager:CreateSecret', 'secretsmanager:TagResource'],
      KeysOfSecrets: ['kms:Decrypt', 'kms:GenerateDataKey'],
      KeysOfDatabases: ['kms:Decrypt', 'kms:GenerateDataKey'],
      ...GIVING_A_KEY,
    },
    linkedTo: ['rds.amazonaws.com'],
  },
  aws_rds_cluster_instance: {
    actions: {
      Databases: [
        'rds:AddTagsToResource',
        'rds:CreateDBInstance',
        'rds:DeleteDBInstance',
        'rds:DescribeDBClusters',
        'rds:DescribeDBInstances',
        'rds:ListTagsForResource',
        'rds:ModifyDBInstance',
        'rds:RebootDBInstance',
        'rds:RemoveTagsFromResource',
      ],
      ...GIVING_A_KEY,
    },
    passedTo: ['monitoring.rds.amazonaws.com'],
  },

  aws_elasticache_subnet_group: {
    actions: {
      Look: ['ec2:DescribeSubnets', 'ec2:DescribeVpcs'],
      Caches: [
        'elasticache:AddTagsToResource',
        'elasticache:CreateCacheSubnetGroup',
        'elasticache:DeleteCacheSubnetGroup',
        'elasticache:DescribeCacheSubnetGroups',
        'elasticache:ListTagsForResource',
        'elasticache:ModifyCacheSubnetGroup',
        'elasticache:RemoveTagsFromResource',
      ],
    },
    linkedTo: ['elasticache.amazonaws.com'],
  },
  aws_elasticache_parameter_group: {
    actions: {
      Caches: [
        'elasticache:AddTagsToResource',
        'elasticache:CreateCacheParameterGroup',
        'elasticache:DeleteCacheParameterGroup',
        'elasticache:DescribeCacheParameterGroups',
        'elasticache:DescribeCacheParameters',
        'elasticache:ListTagsForResource',
        'elasticache:ModifyCacheParameterGroup',
        'elasticache:RemoveTagsFromResource',
        'elasticache:ResetCacheParameterGroup',
      ],
    },
  },
  aws_elasticache_replication_group: {
    actions: {
      Look: ['ec2:DescribeSecurityGroups'],
      Caches: [
        'elasticache:AddTagsToResource',
        'elasticache:CreateReplicationGroup',
        'elasticache:CreateSnapshot',
        'elasticache:DecreaseReplicaCount',
        'elasticache:DeleteReplicationGroup',
        'elasticache:DescribeCacheClusters',
        'elasticache:DescribeReplicationGroups',
        'elasticache:IncreaseReplicaCount',
        'elasticache:ListTagsForResource',
        'elasticache:ModifyReplicationGroup',
        'elasticache:RemoveTagsFromResource',
      ],
      LogDelivery: LOG_DELIVERY,
      ...GIVING_A_KEY,
    },
    linkedTo: ['elasticache.amazonaws.com'],
  },
  aws_elasticache_user: {
    actions: {
      Caches: [
        'elasticache:AddTagsToResource',
        'elasticache:CreateUser',
        'elasticache:DeleteUser',
        'elasticache:DescribeUsers',
        'elasticache:ListTagsForResource',
        'elasticache:ModifyUser',
        'elasticache:RemoveTagsFromResource',
      ],
    },
  },
  aws_elasticache_user_group: {
    actions: {
      Caches: [
        'elasticache:AddTagsToResource',
        'elasticache:CreateUserGroup',
        'elasticache:DeleteUserGroup',
        'elasticache:DescribeUserGroups',
        'elasticache:ListTagsForResource',
        'elasticache:ModifyUserGroup',
        'elasticache:RemoveTagsFromResource',
      ],
    },
  },

  aws_s3_bucket: {
    actions: {
      Buckets: [
        's3:CreateBucket',
        's3:DeleteBucket',
        's3:GetAccelerateConfiguration',
        's3:GetBucketAcl',
        's3:GetBucketCORS',
        's3:GetBucketLogging',
        's3:GetBucketObjectLockConfiguration',
        's3:GetBucketPolicy',
        's3:GetBucketRequestPayment',
        's3:GetBucketTagging',
        's3:GetBucketVersioning',
        's3:GetBucketWebsite',
        's3:GetEncryptionConfiguration',
        's3:GetLifecycleConfiguration',
        's3:GetReplicationConfiguration',
        's3:ListBucket',
        's3:ListBucketVersions',
        's3:ListTagsForResource',
        's3:PutBucketTagging',
        's3:TagResource',
        's3:UntagResource',
      ],
      Objects: ['s3:DeleteObject', 's3:DeleteObjectVersion'],
    },
  },
  aws_s3_bucket_lifecycle_configuration: bucketPart('LifecycleConfiguration'),
  aws_s3_bucket_ownership_controls: bucketPart('BucketOwnershipControls'),
  aws_s3_bucket_policy: bucketPart('BucketPolicy', true),
  aws_s3_bucket_public_access_block: bucketPart('BucketPublicAccessBlock'),
  aws_s3_bucket_server_side_encryption_configuration: bucketPart('EncryptionConfiguration'),
  aws_s3_bucket_versioning: bucketPart('BucketVersioning'),

  aws_secretsmanager_secret: {
    actions: {
      Secrets: [
        'secretsmanager:CreateSecret',
        'secretsmanager:DeleteSecret',
        'secretsmanager:DescribeSecret',
        'secretsmanager:GetResourcePolicy',
        'secretsmanager:TagResource',
        'secretsmanager:UntagResource',
        'secretsmanager:UpdateSecret',
      ],
    },
  },
  aws_secretsmanager_secret_version: {
    actions: {
      // The provider asks which versions there are; it does not read what it wrote.
      Secrets: [
        'secretsmanager:DescribeSecret',
        'secretsmanager:ListSecretVersionIds',
        'secretsmanager:PutSecretValue',
        'secretsmanager:UpdateSecretVersionStage',
      ],
      // Decrypt, too, is what Secrets Manager asks of whoever writes.
      KeysOfSecrets: ['kms:Decrypt', 'kms:GenerateDataKey'],
    },
  },
  'ephemeral.aws_secretsmanager_secret_version': {
    actions: { SecretsToRead: ['secretsmanager:GetSecretValue'], KeysOfSecrets: ['kms:Decrypt'] },
  },
  'data.aws_secretsmanager_secret': {
    actions: { AdoptedSecrets: ['secretsmanager:DescribeSecret', 'secretsmanager:GetResourcePolicy'] },
  },
};
