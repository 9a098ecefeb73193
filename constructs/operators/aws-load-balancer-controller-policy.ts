import { partitionOf } from '../account/partition';
import type { AccountSettings } from '../account/settings';
import type { EksConnection } from '../cluster/connection';
import type { PolicyStatement } from '../identity/policy-document';

/** The tag that the controller puts on everything it makes; its value is the cluster's name. */
const CLUSTER_TAG = 'elbv2.k8s.aws/cluster';

/**
 * What AWS Load Balancer Controller may do. It follows the project's own policy, but only for the features in use (no
 * Shield, Cognito or certificate discovery, and WAF for one web ACL), in one account and region, and with "tagged by
 * this cluster" where the original says "tagged by some cluster".
 * @param webAclArn the web ACL that it attaches; absent where there is none
 * @see https://github.com/kubernetes-sigs/aws-load-balancer-controller/blob/v3.5.0/docs/install/iam_policy.json
 */
export function awsLoadBalancerControllerPolicy(
  account: AccountSettings,
  cluster: EksConnection,
  webAclArn?: string,
): PolicyStatement[] {
  const arns = (service: string, ...resources: readonly string[]) =>
    resources.map(
      (resource) => `arn:${partitionOf(account.region)}:${service}:${account.region}:${account.id}:${resource}`,
    );
  const securityGroups = arns('ec2', 'security-group/*');
  const loadBalancers = arns('elasticloadbalancing', 'loadbalancer/app/*/*', 'loadbalancer/net/*/*');
  const targetGroups = arns('elasticloadbalancing', 'targetgroup/*/*');
  const listeners = arns('elasticloadbalancing', 'listener/app/*/*/*', 'listener/net/*/*/*');
  const rules = arns('elasticloadbalancing', 'listener-rule/app/*/*/*', 'listener-rule/net/*/*/*');

  const taggedByRequest = { StringEquals: { [`aws:RequestTag/${CLUSTER_TAG}`]: cluster.name } };
  const tagged = { StringEquals: { [`aws:ResourceTag/${CLUSTER_TAG}`]: cluster.name } };
  /** Of this cluster already, and the request leaves that tag alone. */
  const taggedAndStays = { ...tagged, Null: { [`aws:RequestTag/${CLUSTER_TAG}`]: 'true' } };

  return [
    {
      sid: 'ServiceLinkedRole',
      actions: ['iam:CreateServiceLinkedRole'],
      resources: [
        `arn:${partitionOf(account.region)}:iam::${account.id}:role/aws-service-role/elasticloadbalancing.amazonaws.com/*`,
      ],
      conditions: { StringEquals: { 'iam:AWSServiceName': 'elasticloadbalancing.amazonaws.com' } },
    },
    {
      sid: 'Describe',
      actions: [
        'ec2:DescribeAccountAttributes',
        'ec2:DescribeAddresses',
        'ec2:DescribeAvailabilityZones',
        'ec2:DescribeInstances',
        'ec2:DescribeInternetGateways',
        'ec2:DescribeNetworkInterfaces',
        'ec2:DescribeRouteTables',
        'ec2:DescribeSecurityGroups',
        'ec2:DescribeSubnets',
        'ec2:DescribeTags',
        'ec2:DescribeVpcPeeringConnections',
        'ec2:DescribeVpcs',
        'ec2:GetSecurityGroupsForVpc',
        'elasticloadbalancing:DescribeCapacityReservation',
        'elasticloadbalancing:DescribeListenerAttributes',
        'elasticloadbalancing:DescribeListenerCertificates',
        'elasticloadbalancing:DescribeListeners',
        'elasticloadbalancing:DescribeLoadBalancerAttributes',
        'elasticloadbalancing:DescribeLoadBalancers',
        'elasticloadbalancing:DescribeRules',
        'elasticloadbalancing:DescribeSSLPolicies',
        'elasticloadbalancing:DescribeTags',
        'elasticloadbalancing:DescribeTargetGroupAttributes',
        'elasticloadbalancing:DescribeTargetGroups',
        'elasticloadbalancing:DescribeTargetHealth',
        'elasticloadbalancing:DescribeTrustStores',
      ],
      // AWS knows no narrower resource for these: they list.
      resources: ['*'],
      conditions: { StringEquals: { 'aws:RequestedRegion': account.region } },
    },
    {
      sid: 'SecurityGroupCreate',
      actions: ['ec2:CreateSecurityGroup'],
      // The group is made in the cluster's VPC and nowhere else.
      resources: [...securityGroups, ...arns('ec2', `vpc/${cluster.vpcId}`)],
    },
    {
      sid: 'SecurityGroupTagOnCreate',
      actions: ['ec2:CreateTags'],
      resources: securityGroups,
      conditions: {
        StringEquals: { 'ec2:CreateAction': 'CreateSecurityGroup', ...taggedByRequest.StringEquals },
      },
    },
    {
      sid: 'SecurityGroupTag',
      actions: ['ec2:CreateTags', 'ec2:DeleteTags'],
      resources: securityGroups,
      conditions: taggedAndStays,
    },
    {
      sid: 'OwnSecurityGroups',
      actions: ['ec2:AuthorizeSecurityGroupIngress', 'ec2:DeleteSecurityGroup', 'ec2:RevokeSecurityGroupIngress'],
      resources: securityGroups,
      conditions: tagged,
    },
    {
      sid: 'ClusterSecurityGroup',
      // The cluster's own group is not tagged by the controller, which lets its load balancers in there.
      actions: ['ec2:AuthorizeSecurityGroupIngress', 'ec2:RevokeSecurityGroupIngress'],
      resources: arns('ec2', `security-group/${cluster.securityGroupId}`),
    },
    {
      sid: 'Create',
      actions: ['elasticloadbalancing:CreateLoadBalancer', 'elasticloadbalancing:CreateTargetGroup'],
      resources: [...loadBalancers, ...targetGroups],
      conditions: taggedByRequest,
    },
    {
      sid: 'TagOnCreate',
      actions: ['elasticloadbalancing:AddTags'],
      resources: [...loadBalancers, ...targetGroups],
      conditions: {
        StringEquals: {
          'elasticloadbalancing:CreateAction': ['CreateLoadBalancer', 'CreateTargetGroup'],
          ...taggedByRequest.StringEquals,
        },
      },
    },
    {
      sid: 'Tag',
      actions: ['elasticloadbalancing:AddTags', 'elasticloadbalancing:RemoveTags'],
      resources: [...loadBalancers, ...targetGroups],
      conditions: taggedAndStays,
    },
    {
      sid: 'OwnLoadBalancersAndTargetGroups',
      actions: [
        'elasticloadbalancing:DeleteLoadBalancer',
        'elasticloadbalancing:DeleteTargetGroup',
        'elasticloadbalancing:ModifyCapacityReservation',
        'elasticloadbalancing:ModifyIpPools',
        'elasticloadbalancing:ModifyLoadBalancerAttributes',
        'elasticloadbalancing:ModifyTargetGroup',
        'elasticloadbalancing:ModifyTargetGroupAttributes',
        'elasticloadbalancing:SetIpAddressType',
        'elasticloadbalancing:SetSecurityGroups',
        'elasticloadbalancing:SetSubnets',
      ],
      resources: [...loadBalancers, ...targetGroups],
      conditions: tagged,
    },
    {
      sid: 'Targets',
      actions: ['elasticloadbalancing:DeregisterTargets', 'elasticloadbalancing:RegisterTargets'],
      resources: targetGroups,
      conditions: tagged,
    },
    {
      sid: 'ListenersAndRules',
      // The project's policy sets no condition on these either: a listener gets its tags in a second call.
      actions: [
        'elasticloadbalancing:AddListenerCertificates',
        'elasticloadbalancing:AddTags',
        'elasticloadbalancing:CreateRule',
        'elasticloadbalancing:DeleteListener',
        'elasticloadbalancing:DeleteRule',
        'elasticloadbalancing:ModifyListener',
        'elasticloadbalancing:ModifyListenerAttributes',
        'elasticloadbalancing:ModifyRule',
        'elasticloadbalancing:RemoveListenerCertificates',
        'elasticloadbalancing:RemoveTags',
        'elasticloadbalancing:SetRulePriorities',
      ],
      resources: [...listeners, ...rules],
    },
    {
      sid: 'ListenersOfOwnLoadBalancers',
      actions: ['elasticloadbalancing:CreateListener'],
      resources: loadBalancers,
      conditions: tagged,
    },
    ...(webAclArn === undefined ? [] : webAclStatements(webAclArn, arns)),
  ];
}

/** Reads which web ACL a load balancer has, and gives or takes the one that it is to have. */
function webAclStatements(
  webAclArn: string,
  arns: (service: string, ...resources: readonly string[]) => readonly string[],
): PolicyStatement[] {
  const loadBalancers = arns('elasticloadbalancing', 'loadbalancer/app/*/*');
  return [
    {
      sid: 'ReadWebAcls',
      actions: ['wafv2:GetWebACL', 'wafv2:GetWebACLForResource'],
      // Whichever it finds on a load balancer.
      resources: [...arns('wafv2', 'regional/webacl/*/*'), ...loadBalancers],
    },
    {
      sid: 'AttachWebAcl',
      // No condition: a web ACL has none of the controller's tags, and both are asked for each call.
      actions: ['elasticloadbalancing:SetWebAcl', 'wafv2:AssociateWebACL', 'wafv2:DisassociateWebACL'],
      resources: [webAclArn, ...loadBalancers],
    },
  ];
}
