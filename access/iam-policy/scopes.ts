import type { PolicyConditions } from '../../constructs/identity/policy-document';

/** What the scopes are narrowed to: what is known of an environment before anything of it exists. */
export interface ScopeFacts {
  readonly environment: string;
  readonly partition: string;
  readonly region: string;
  readonly account: string;
  /** The tag that everything of the environment has from its first moment on. */
  readonly tag: { readonly key: string; readonly value: string };
  /** Keys of the tags that everything gets, that one among them. */
  readonly tagKeys: readonly string[];
  /** Keys of the tags that a shared subnet gets in the account that it is shared with. */
  readonly subnetTagKeys: readonly string[];
  /** Names of the roles that are made. */
  readonly roles: readonly string[];
  /** ARNs of the policies that bound those roles; none where a role has no boundary. */
  readonly boundaries: readonly string[];
  /** Names of EKS clusters, made or adopted. */
  readonly clusters: readonly string[];
  readonly buckets: readonly string[];
  /** Ids of hosted zones that get records. */
  readonly zones: readonly string[];
  readonly logGroups: readonly string[];
  /** ARNs of AWS' own policies that roles get. */
  readonly managedPolicies: readonly string[];
  /** Services that get a role of the environment's. */
  readonly passedTo: readonly string[];
  /** Services that make a role of their own in the account when they are first used. */
  readonly linkedTo: readonly string[];
  /** Entries in Secrets Manager of which Terraform reads the value, to tell it to a server. */
  readonly readEntries: readonly string[];
  /** Entries in Secrets Manager that are not the environment's, by name or ARN; their values are not read. */
  readonly adoptedEntries: readonly string[];
}

/** What some actions may touch, and when. */
export interface Scope {
  readonly resources: (facts: ScopeFacts) => readonly string[];
  readonly conditions?: (facts: ScopeFacts) => PolicyConditions | undefined;
}

function arn(service: string, resource: string, { partition, region, account }: ScopeFacts): string {
  return `arn:${partition}:${service}:${region}:${account}:${resource}`;
}

/** Resources of one service whose names begin with the environment's. */
function named(service: string, ...kinds: readonly string[]): Scope['resources'] {
  return (facts) => kinds.map((kind) => arn(service, `${kind}${facts.environment}-*`, facts));
}

/** Everything of one service in the account and region, where names or tags say nothing. */
function anyOf(service: string, ...resources: readonly string[]): Scope['resources'] {
  return (facts) => resources.map((resource) => arn(service, resource, facts));
}

/** AWS lets these actions be given for all resources only. */
const all: Scope['resources'] = () => ['*'];

const inRegion: Scope['conditions'] = ({ region }) => ({ StringEquals: { 'aws:RequestedRegion': region } });

const taggedAsOurs: Scope['conditions'] = ({ tag }) => ({
  StringEquals: { [`aws:ResourceTag/${tag.key}`]: tag.value },
});

const beingTaggedAsOurs = ({ tag }: ScopeFacts) => ({ StringEquals: { [`aws:RequestTag/${tag.key}`]: tag.value } });

/** The environment's roles by their whole names: `prod-run-apply` begins like them, and is the one that deploys. */
const ourRoles: Scope['resources'] = ({ partition, account, roles }) =>
  roles.map((name) => `arn:${partition}:iam::${account}:role/${name}`);

/** As far as a boundary goes, if there is one: whoever writes a role's policies could else give it any right. */
const bounded = ({ boundaries }: ScopeFacts) =>
  boundaries.length === 0 ? undefined : { 'iam:PermissionsBoundary': boundaries };

/**
 * What EC2 makes together with its tags.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/supported-iam-actions-tagging.html
 */
export const TAGGED_AT_BIRTH = [
  'AllocateAddress',
  'AuthorizeSecurityGroupEgress',
  'AuthorizeSecurityGroupIngress',
  'CreateFlowLogs',
  'CreateInternetGateway',
  'CreateLaunchTemplate',
  'CreateNatGateway',
  'CreateRouteTable',
  'CreateSecurityGroup',
  'CreateSubnet',
  'CreateVpc',
  'CreateVpcEndpoint',
  'RunInstances',
];

/** What keeps tags of ours, besides security groups. */
const TAGGED_KINDS = [
  'elastic-ip/*',
  'internet-gateway/*',
  'launch-template/*',
  'natgateway/*',
  'route-table/*',
  'security-group-rule/*',
  'subnet/*',
  'vpc/*',
  'vpc-endpoint/*',
  'vpc-flow-log/*',
];

/** The sid of a statement is its scope's name. */
export const SCOPES = {
  // Actions that only look, and take no resource.
  Look: { resources: all, conditions: inRegion },
  // EC2 gives what it makes an id by chance: what is new can be narrowed to the account and the region alone.
  Network: { resources: anyOf('ec2', '*/*') },
  // Rights on what is there follow from the tag, so nobody may set it but on what they are making.
  NetworkOfOurs: { resources: anyOf('ec2', '*/*'), conditions: taggedAsOurs },
  NewTags: {
    resources: anyOf('ec2', '*/*'),
    conditions: () => ({ StringEquals: { 'ec2:CreateAction': TAGGED_AT_BIRTH } }),
  },
  // Without security groups: those may be marked by the next but one.
  TagsOfOurs: { resources: anyOf('ec2', ...TAGGED_KINDS), conditions: taggedAsOurs },
  GroupsOfOurs: {
    resources: anyOf('ec2', 'security-group/*'),
    conditions: ({ tag, environment }) => ({
      StringEquals: { [`aws:ResourceTag/${tag.key}`]: tag.value },
      StringLike: { 'aws:ResourceTag/Name': `${environment}-*` },
    }),
  },
  // A VPC makes its default group by itself, without a tag. Such a group can be closed and marked, and as it gets no name
  // nothing in it can be opened.
  DefaultGroups: {
    resources: anyOf('ec2', 'security-group/*'),
    conditions: ({ tag, tagKeys }) => ({
      StringEqualsIfExists: { [`aws:ResourceTag/${tag.key}`]: tag.value },
      'ForAllValues:StringEquals': { 'aws:TagKeys': tagKeys },
    }),
  },
  // A rule is a resource beside its group, and has no tag before it exists; likewise an endpoint beside its VPC.
  GroupRules: { resources: anyOf('ec2', 'security-group-rule/*') },
  NewEndpoints: { resources: anyOf('ec2', 'vpc-endpoint/*') },
  // What services put into a VPC has no tags; interfaces of environments and of EKS' pods do.
  LeftInterfaces: {
    resources: anyOf('ec2', 'instance/*', 'network-interface/*'),
    conditions: ({ tag }) => ({
      Null: { [`aws:ResourceTag/${tag.key}`]: 'true', 'aws:ResourceTag/eks:eni:owner': 'true' },
    }),
  },
  // EKS tries out whether a launch template's user may start what is in it; images belong to nobody.
  Launching: {
    resources: (facts) => [arn('ec2', '*/*', facts), `arn:${facts.partition}:ec2:${facts.region}::image/*`],
  },
  // A subnet that another account shares has that account in its ARN, and none of its tags.
  SharedSubnets: {
    resources: ({ partition, region }) => [`arn:${partition}:ec2:${region}:*:subnet/*`],
    conditions: ({ subnetTagKeys }) => ({ 'ForAllValues:StringEquals': { 'aws:TagKeys': subnetTagKeys } }),
  },
  // A share has no name before it exists.
  NewShares: { resources: all, conditions: beingTaggedAsOurs },
  Shares: { resources: anyOf('ram', 'resource-share/*') },
  Certificates: { resources: anyOf('acm', 'certificate/*') },
  Zones: { resources: ({ partition, zones }) => zones.map((id) => `arn:${partition}:route53:::hostedzone/${id}`) },
  ZoneChanges: { resources: ({ partition }) => [`arn:${partition}:route53:::change/*`] },
  // Ids by chance again.
  DnsFirewall: { resources: anyOf('route53resolver', '*') },
  NetworkFirewalls: { resources: named('network-firewall', 'firewall/', 'firewall-policy/', 'stateful-rulegroup/') },
  Roles: { resources: ourRoles },
  BoundedRoles: {
    resources: ourRoles,
    conditions: (facts) => {
      const boundary = bounded(facts);
      return boundary && { ArnEquals: boundary };
    },
  },
  // Nobody may take a boundary off again, or put another one in its place.
  Boundaries: {
    resources: (facts) => (bounded(facts) ? ourRoles(facts) : []),
    conditions: (facts) => ({ ArnEquals: { ...bounded(facts) } }),
  },
  RolePolicies: {
    resources: ourRoles,
    conditions: (facts) => ({ ArnEquals: { 'iam:PolicyARN': facts.managedPolicies, ...bounded(facts) } }),
  },
  PassRole: {
    resources: ourRoles,
    conditions: ({ passedTo }) => ({ StringEquals: { 'iam:PassedToService': passedTo } }),
  },
  ServiceLinkedRoles: {
    resources: ({ partition, account }) => [`arn:${partition}:iam::${account}:role/aws-service-role/*`],
    conditions: ({ linkedTo }) => ({ StringEquals: { 'iam:AWSServiceName': linkedTo } }),
  },
  // A key has no name before it exists.
  NewKeys: { resources: all, conditions: beingTaggedAsOurs },
  // KMS cannot tell whether a key is just being made. One that is has neither the tag nor an alias; every other key keeps
  // to those whose it is.
  TagsOfNewKeys: {
    resources: all,
    conditions: (facts) => ({
      ...beingTaggedAsOurs(facts),
      Null: { [`aws:ResourceTag/${facts.tag.key}`]: 'true', 'kms:ResourceAliases': 'true' },
    }),
  },
  Keys: { resources: anyOf('kms', 'key/*') },
  KeysOfOurs: { resources: anyOf('kms', 'key/*'), conditions: taggedAsOurs },
  // Services work with a key on behalf of whoever gives it to them.
  KeysForServices: {
    resources: anyOf('kms', 'key/*'),
    conditions: () => ({ Bool: { 'kms:GrantIsForAWSResource': 'true' } }),
  },
  // EKS takes a cluster's key without saying that it is a service.
  // https://docs.aws.amazon.com/eks/latest/userguide/enable-kms.html
  KeysForEks: { resources: anyOf('kms', 'key/*'), conditions: taggedAsOurs },
  KeysOfSecrets: {
    resources: anyOf('kms', 'key/*'),
    conditions: ({ region }) => ({ StringEquals: { 'kms:ViaService': `secretsmanager.${region}.amazonaws.com` } }),
  },
  KeysOfDatabases: {
    resources: anyOf('kms', 'key/*'),
    conditions: ({ region }) => ({ StringEquals: { 'kms:ViaService': `rds.${region}.amazonaws.com` } }),
  },
  Aliases: { resources: (facts) => [arn('kms', 'key/*', facts), arn('kms', `alias/${facts.environment}-*`, facts)] },
  LogGroups: {
    resources: (facts) =>
      facts.logGroups.flatMap((name) => [
        arn('logs', `log-group:${name}`, facts),
        arn('logs', `log-group:${name}:*`, facts),
      ]),
  },
  // What lets another service write logs belongs to the account.
  LogDelivery: { resources: all, conditions: inRegion },
  WebAcls: {
    resources: (facts) => [
      arn('wafv2', `regional/webacl/${facts.environment}-*`, facts),
      // The rules of AWS' own that a web ACL names are looked up in the name of whoever makes it.
      arn('wafv2', 'regional/managedruleset/*/*', facts),
    ],
  },
  Clusters: {
    resources: (facts) => facts.clusters.map((name) => arn('eks', `cluster/${name}`, facts)),
  },
  ClusterParts: {
    resources: (facts) =>
      facts.clusters.flatMap((name) =>
        ['access-entry', 'addon', 'nodegroup', 'podidentityassociation'].map((kind) =>
          arn('eks', `${kind}/${name}/*`, facts),
        ),
      ),
  },
  // Rules and templates belong to the account's one registry, and take no resource.
  ImageCaches: { resources: all, conditions: inRegion },
  ImageRepositories: { resources: named('ecr', 'repository/') },
  Databases: { resources: named('rds', 'cluster:', 'db:', 'subgrp:', 'cluster-pg:', 'cluster-snapshot:') },
  OptionGroups: { resources: anyOf('rds', 'og:default:aurora-postgresql-*') },
  // RDS makes the entry for its master password on behalf of whoever makes the cluster, and names it.
  MasterSecrets: { resources: anyOf('secretsmanager', 'secret:rds!cluster-*') },
  Caches: {
    resources: named(
      'elasticache',
      'replicationgroup:',
      'cluster:',
      'subnetgroup:',
      'parametergroup:',
      'user:',
      'usergroup:',
      'snapshot:',
    ),
  },
  Buckets: { resources: ({ partition, buckets }) => buckets.map((name) => `arn:${partition}:s3:::${name}`) },
  // To empty a bucket that may be destroyed with what is in it.
  Objects: { resources: ({ partition, buckets }) => buckets.map((name) => `arn:${partition}:s3:::${name}/*`) },
  Secrets: { resources: (facts) => [arn('secretsmanager', `secret:${facts.environment}/*`, facts)] },
  // Secrets Manager puts six characters after the name.
  SecretsToRead: {
    resources: (facts) => facts.readEntries.map((name) => arn('secretsmanager', `secret:${name}-??????`, facts)),
  },
  AdoptedSecrets: {
    resources: (facts) =>
      facts.adoptedEntries.map((entry) =>
        entry.startsWith('arn:') ? entry : arn('secretsmanager', `secret:${entry}-??????`, facts),
      ),
  },
} as const satisfies Readonly<Record<string, Scope>>;

export type ScopeName = keyof typeof SCOPES;
