import type { PolicyConditions } from '../../constructs/identity/policy-document';

/** What the scopes are narrowed to: what is known of an environment before anything of it exists. */
export interface ScopeFacts {
  readonly environment: string;
  readonly partition: string;
  readonly region: string;
  readonly account: string;
  /** The tag that everything of the environment has from its first moment on. */
  readonly tag: { readonly key: string; readonly value: string };
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
  readonly conditions?: (facts: ScopeFacts) => PolicyConditions;
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

const beingTaggedAsOurs: Scope['conditions'] = ({ tag }) => ({
  StringEquals: { [`aws:RequestTag/${tag.key}`]: tag.value },
});

/** The sid of a statement is its scope's name. */
export const SCOPES = {
  // Actions that only look, and take no resource.
  Look: { resources: all, conditions: inRegion },
  // EC2 gives what it makes an id by chance: the account and the region are what it can be narrowed to.
  Network: { resources: anyOf('ec2', '*/*') },
  NetworkOfOurs: { resources: anyOf('ec2', '*/*'), conditions: taggedAsOurs },
  // EKS tries out whether a launch template's user may start what is in it; images belong to nobody.
  Launching: {
    resources: (facts) => [arn('ec2', '*/*', facts), `arn:${facts.partition}:ec2:${facts.region}::image/*`],
  },
  // A subnet that another account shares has that account in its ARN.
  SharedSubnets: { resources: ({ partition, region }) => [`arn:${partition}:ec2:${region}:*:subnet/*`] },
  // A share has no name before it exists.
  NewShares: { resources: all, conditions: beingTaggedAsOurs },
  Shares: { resources: anyOf('ram', 'resource-share/*') },
  Certificates: { resources: anyOf('acm', 'certificate/*') },
  Zones: { resources: ({ partition, zones }) => zones.map((id) => `arn:${partition}:route53:::hostedzone/${id}`) },
  ZoneChanges: { resources: ({ partition }) => [`arn:${partition}:route53:::change/*`] },
  // Ids by chance again.
  DnsFirewall: { resources: anyOf('route53resolver', '*') },
  NetworkFirewalls: { resources: named('network-firewall', 'firewall/', 'firewall-policy/', 'stateful-rulegroup/') },
  Roles: {
    resources: ({ partition, account, environment }) => [`arn:${partition}:iam::${account}:role/${environment}-*`],
  },
  RolePolicies: {
    resources: ({ partition, account, environment }) => [`arn:${partition}:iam::${account}:role/${environment}-*`],
    conditions: ({ managedPolicies }) => ({ ArnEquals: { 'iam:PolicyARN': managedPolicies } }),
  },
  PassRole: {
    resources: ({ partition, account, environment }) => [`arn:${partition}:iam::${account}:role/${environment}-*`],
    conditions: ({ passedTo }) => ({ StringEquals: { 'iam:PassedToService': passedTo } }),
  },
  ServiceLinkedRoles: {
    resources: ({ partition, account }) => [`arn:${partition}:iam::${account}:role/aws-service-role/*`],
    conditions: ({ linkedTo }) => ({ StringEquals: { 'iam:AWSServiceName': linkedTo } }),
  },
  // A key has no name before it exists.
  NewKeys: { resources: all, conditions: beingTaggedAsOurs },
  Keys: { resources: anyOf('kms', 'key/*') },
  KeysOfOurs: { resources: anyOf('kms', 'key/*'), conditions: taggedAsOurs },
  // Services work with a key on behalf of whoever gives it to them.
  KeysForServices: {
    resources: anyOf('kms', 'key/*'),
    conditions: () => ({ Bool: { 'kms:GrantIsForAWSResource': 'true' } }),
  },
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
