/** What makes, attaches and renames the network interfaces of nodes and pods. */
const INTERFACES = [
  'ec2:AssignPrivateIpAddresses',
  'ec2:AttachNetworkInterface',
  'ec2:CreateNetworkInterface',
  'ec2:DetachNetworkInterface',
  'ec2:ModifyNetworkInterfaceAttribute',
  'ec2:UnassignPrivateIpAddresses',
];

const VOLUMES = ['ec2:AttachVolume', 'ec2:CreateVolume', 'ec2:DetachVolume', 'ec2:ModifyVolume'];

const GROUPS = ['ec2:AuthorizeSecurityGroupIngress', 'ec2:CreateSecurityGroup', 'ec2:RevokeSecurityGroupIngress'];

/**
 * The actions in AWS' own policies that roles of ours get, by the last part of their ARN. AWS may add to a policy: an
 * action that is not here is then beyond the boundary.
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
 */
export const MANAGED_POLICIES: Readonly<Record<string, readonly string[]>> = {
  AmazonEC2ContainerRegistryPullOnly: [
    'ecr:BatchGetImage',
    'ecr:BatchImportUpstreamImage',
    'ecr:GetAuthorizationToken',
    'ecr:GetDownloadUrlForLayer',
  ],
  AmazonEBSCSIDriverEKSClusterScopedPolicy: [
    ...VOLUMES,
    'ec2:CopyVolumes',
    'ec2:CreateSnapshot',
    'ec2:CreateTags',
    'ec2:DeleteSnapshot',
    'ec2:DeleteTags',
    'ec2:DeleteVolume',
    'ec2:DescribeVolumes',
    'ec2:EnableFastSnapshotRestores',
    'ec2:LockSnapshot',
  ],
  AmazonEKSBlockStoragePolicy: [...VOLUMES, 'ec2:CreateSnapshot', 'ec2:CreateTags', 'ec2:EnableFastSnapshotRestores'],
  AmazonEKSClusterPolicy: [
    ...GROUPS,
    ...VOLUMES,
    'autoscaling:DescribeAutoScalingGroups',
    'autoscaling:UpdateAutoScalingGroup',
    'ec2:CreateRoute',
    'ec2:CreateTags',
    'ec2:DeleteNetworkInterface',
    'ec2:DeleteRoute',
    'ec2:DeleteSecurityGroup',
    'ec2:DeleteVolume',
    'ec2:DescribeInstances',
    'ec2:ModifyInstanceAttribute',
    'elasticloadbalancing:CreateLoadBalancer',
    'iam:CreateServiceLinkedRole',
    'kms:DescribeKey',
  ],
  AmazonEKSComputePolicy: [
    'ec2:CreateFleet',
    'ec2:CreateLaunchTemplate',
    'ec2:CreateTags',
    'ec2:DescribeCapacityReservations',
    'ec2:RunInstances',
    'iam:AddRoleToInstanceProfile',
    'iam:CreateServiceLinkedRole',
    'iam:PassRole',
  ],
  AmazonEKSLoadBalancingPolicy: [
    ...GROUPS,
    'acm:DescribeCertificate',
    'acm:ListCertificates',
    'cognito-idp:DescribeUserPoolClient',
    'ec2:CreateTags',
    'ec2:DescribeSubnets',
    'ec2:GetCoipPoolUsage',
    'ec2:GetSecurityGroupsForVpc',
    'elasticloadbalancing:CreateLoadBalancer',
    'iam:CreateServiceLinkedRole',
    'shield:CreateProtection',
    'shield:DeleteProtection',
    'shield:TagResource',
    'wafv2:AssociateWebACL',
    'wafv2:DisassociateWebACL',
    'wafv2:GetWebACL',
    'wafv2:GetWebACLForResource',
    'wafv2:ListWebACLs',
  ],
  AmazonEKSNetworkingPolicy: [
    ...INTERFACES,
    'ec2:AssignIpv6Addresses',
    'ec2:AssociateTrunkInterface',
    'ec2:CreateTags',
    'ec2:DisassociateTrunkInterface',
    'ec2:UnassignIpv6Addresses',
  ],
  AmazonEKSVPCResourceController: [...INTERFACES, 'ec2:CreateNetworkInterfacePermission', 'ec2:DeleteNetworkInterface'],
  AmazonEKSWorkerNodeMinimalPolicy: ['eks-auth:AssumeRoleForPodIdentity'],
  AmazonEKSWorkerNodePolicy: ['ec2:DescribeInstances', 'eks-auth:AssumeRoleForPodIdentity', 'eks:DescribeCluster'],
  AmazonEKS_CNI_Policy: [...INTERFACES, 'ec2:CreateTags', 'ec2:DeleteNetworkInterface', 'ec2:DescribeInstances'],
  AmazonRDSEnhancedMonitoringRole: [
    'logs:CreateLogGroup',
    'logs:CreateLogStream',
    'logs:DescribeLogStreams',
    'logs:GetLogEvents',
    'logs:PutLogEvents',
    'logs:PutRetentionPolicy',
  ],
};
