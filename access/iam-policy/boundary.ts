import {
  type Block,
  isBlock,
  listOf,
  type Resource,
  type SynthesizedEnvironment,
  textOf,
} from '../../policy/synthesized';
import { MANAGED_POLICIES } from './managed-policies';
import type { Scope, ScopeFacts } from './scopes';
import type { IamStatement } from './statement';

/** What a boundary is narrowed to, besides what the deployment's scopes know. */
interface BoundaryFacts extends ScopeFacts {
  /** What the roles' own policies name in so many words, by service: adopted buckets, zones, roles of other accounts. */
  readonly named: ReadonlyMap<string, readonly string[]>;
  /** Names of the roles that EC2 may take. */
  readonly nodeRoles: readonly string[];
}

interface BoundaryScope extends Omit<Scope, 'resources' | 'conditions'> {
  readonly takes: (action: string) => boolean;
  readonly resources: (facts: BoundaryFacts) => readonly string[];
  readonly conditions?: (facts: BoundaryFacts) => IamStatement['Condition'];
}

const of =
  (...services: readonly string[]) =>
  (action: string) =>
    services.includes(serviceOf(action));
const exactly =
  (...actions: readonly string[]) =>
  (action: string) =>
    actions.includes(action);

const everything = () => ['*'];
const inAccount =
  (service: string, ...resources: readonly string[]) =>
  ({ partition, region, account, environment }: BoundaryFacts) =>
    resources.map((one) => `arn:${partition}:${service}:${region}:${account}:${one.replace('<env>', environment)}`);
const iam =
  (...resources: readonly string[]) =>
  ({ partition, account }: BoundaryFacts) =>
    resources.map((one) => `arn:${partition}:iam::${account}:${one}`);
const named = (facts: BoundaryFacts, service: string) => facts.named.get(service) ?? [];

/** Keys of whoever encrypts with them: their own policies let roles in that have no policy of their own for it. */
const USE_OF_KEYS = [
  'kms:CreateGrant',
  'kms:Decrypt',
  'kms:DescribeKey',
  'kms:Encrypt',
  'kms:GenerateDataKey*',
  'kms:ReEncrypt*',
];

/** How far each action goes in a boundary. The first that takes an action counts; the sid of a statement is its name. */
const SCOPES: Readonly<Record<string, BoundaryScope>> = {
  // With the tag of an environment on something comes the right to delete it, for whoever deploys.
  TagsAtBirth: {
    takes: exactly('ec2:CreateTags'),
    resources: everything,
    conditions: () => ({ Null: { 'ec2:CreateAction': 'false' } }),
  },
  OtherTags: {
    takes: exactly('ec2:CreateTags', 'ec2:DeleteTags'),
    resources: everything,
    conditions: ({ tag }) => ({ Null: { [`aws:RequestTag/${tag.key}`]: 'true' } }),
  },
  TagsOfOurs: {
    takes: exactly('ec2:CreateTags', 'ec2:DeleteTags'),
    resources: everything,
    conditions: ({ tag }) => ({ StringEquals: { [`aws:ResourceTag/${tag.key}`]: tag.value } }),
  },
  PassRoleToNodes: {
    takes: exactly('iam:PassRole'),
    resources: (facts) => iam(...facts.nodeRoles.map((role) => `role/${role}`))(facts),
    conditions: () => ({ StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } }),
  },
  // EKS names the profiles that it makes for its nodes.
  ProfilesOfNodes: { takes: exactly('iam:AddRoleToInstanceProfile'), resources: iam('instance-profile/eks*') },
  ServiceLinkedRoles: {
    takes: exactly('iam:CreateServiceLinkedRole'),
    resources: iam('role/aws-service-role/*'),
    conditions: () => ({
      StringEquals: { 'iam:AWSServiceName': ['elasticloadbalancing.amazonaws.com', 'spot.amazonaws.com'] },
    }),
  },
  // Nodes, disks, interfaces, security groups and load balancers come and go with ids by chance: the region is what they
  // can be narrowed to.
  InRegion: {
    takes: of(
      'acm',
      'autoscaling',
      'cognito-idp',
      'ec2',
      'ecr',
      'eks',
      'eks-auth',
      'elasticloadbalancing',
      'waf-regional',
      'wafv2',
    ),
    resources: everything,
    conditions: ({ region }) => ({ StringEquals: { 'aws:RequestedRegion': region } }),
  },
  // They are in no region, and what can be narrowed here is narrowed by the roles' own policies.
  Global: {
    takes: (action) =>
      of('shield')(action) ||
      exactly('iam:GetServerCertificate', 'iam:ListServerCertificates', 'route53:ListHostedZones')(action),
    resources: everything,
  },
  // Which models is the role's policy to say, and changes often; what they cost and see is the same for each.
  Models: {
    takes: of('bedrock'),
    resources: ({ partition, account }) => [
      `arn:${partition}:bedrock:*::foundation-model/*`,
      `arn:${partition}:bedrock:*:${account}:*`,
    ],
  },
  Buckets: {
    takes: of('s3'),
    resources: (facts) => [
      ...facts.buckets.flatMap((name) => [
        `arn:${facts.partition}:s3:::${name}`,
        `arn:${facts.partition}:s3:::${name}/*`,
      ]),
      ...named(facts, 's3'),
    ],
  },
  Secrets: {
    takes: of('secretsmanager'),
    resources: (facts) => [
      // RDS names the entry for its master password.
      ...inAccount('secretsmanager', 'secret:<env>/*', 'secret:rds!cluster-*')(facts),
      ...facts.adoptedEntries.map((entry) =>
        entry.startsWith('arn:') ? entry : inAccount('secretsmanager', `secret:${entry}-??????`)(facts).join(''),
      ),
      ...named(facts, 'secretsmanager'),
    ],
  },
  // KMS minds a new key's tag only minutes later. What a key opens is bounded above, and most keys say more themselves.
  GrantsOfKeys: {
    takes: exactly('kms:CreateGrant'),
    resources: inAccount('kms', 'key/*'),
    conditions: () => ({ Bool: { 'kms:GrantIsForAWSResource': 'true' } }),
  },
  Keys: { takes: of('kms'), resources: (facts) => [...inAccount('kms', 'key/*')(facts), ...named(facts, 'kms')] },
  // RDS writes what it monitors into a group of its own.
  Logs: { takes: of('logs'), resources: inAccount('logs', 'log-group:/inferencehub/<env>-*', 'log-group:RDS*') },
  Databases: { takes: of('rds-db'), resources: inAccount('rds-db', 'dbuser:*/*') },
  Caches: { takes: of('elasticache'), resources: inAccount('elasticache', 'replicationgroup:<env>-*', 'user:<env>-*') },
  Zones: { takes: of('route53'), resources: (facts) => named(facts, 'route53') },
  RolesElsewhere: { takes: of('sts'), resources: (facts) => named(facts, 'sts') },
};

/**
 * What the roles of an environment may have at most in one account: everything that their policies have together, so
 * that a deployment needs no other, and nothing that gives rights. Less narrow than the policies of each, so that a change
 * of a model or a secret does not need it changed.
 * @throws Error for a policy or an action that is in no table
 */
export function boundaryStatements(
  environment: SynthesizedEnvironment,
  facts: ScopeFacts,
  isHere: (resource: Resource) => boolean,
): IamStatement[] {
  const own = environment.ofTypes('aws_iam_role_policy').filter(isHere).flatMap(statementsOf);
  const actions = new Set([
    ...own.flatMap(({ Action }) => listOf(Action).map(textOf)),
    ...facts.managedPolicies.flatMap(actionsOfManaged),
    ...(environment.ofTypes('aws_kms_key').some(isHere) ? USE_OF_KEYS : []),
  ]);
  const known: BoundaryFacts = { ...facts, named: namedIn(own), nodeRoles: nodeRoles(environment) };
  const shortened = [...new Set([...actions].map(shortenedAction))].sort();
  const unknown = shortened.filter((action) => !Object.values(SCOPES).some(({ takes }) => takes(action)));
  if (unknown.length > 0) throw new Error(`it is not known how far ${unknown.join(', ')} goes in a boundary`);
  return Object.entries(SCOPES).flatMap(([Sid, scope]) => {
    const taken = shortened.filter((action) => isTaken(Sid, action));
    const resources = [...new Set(scope.resources(known))].sort();
    if (taken.length === 0 || resources.length === 0) return [];
    return { Sid, Effect: 'Allow', Action: taken, Resource: resources, Condition: scope.conditions?.(known) };
  });
}

/** Tags have several statements, which each allow some of it; everything else has the first that takes it. */
function isTaken(scope: string, action: string): boolean {
  if (!SCOPES[scope]?.takes(action)) return false;
  if (/^ec2:(Create|Delete)Tags$/.test(action)) return scope !== 'InRegion';
  return Object.keys(SCOPES).find((one) => SCOPES[one]?.takes(action)) === scope;
}

/** One policy has to hold it all: what only looks, and load balancers, whose every part is the controller's. */
function shortenedAction(action: string): string {
  if (action.startsWith('elasticloadbalancing:')) return 'elasticloadbalancing:*';
  return action.startsWith('ec2:Describe') ? 'ec2:Describe*' : action;
}

function nodeRoles(environment: SynthesizedEnvironment): string[] {
  return environment
    .ofTypes('aws_iam_role')
    .filter((role) => role.text('assume_role_policy').includes('"ec2.amazonaws.com"'))
    .map((role) => role.text('name'));
}

function statementsOf(policy: Resource): Block[] {
  const document: unknown = JSON.parse(policy.text('policy'));
  return isBlock(document) ? listOf(document.Statement).filter(isBlock) : [];
}

function actionsOfManaged(arn: string): readonly string[] {
  const actions = MANAGED_POLICIES[arn.split('/').at(-1) ?? ''];
  if (!actions) throw new Error(`it is not known what ${arn} allows; add it to the managed policies`);
  return actions;
}

/** The resources that statements name without a reference, by the service of their actions. */
function namedIn(statements: readonly Block[]): Map<string, string[]> {
  const byService = new Map<string, string[]>();
  for (const { Action, Resource: resources } of statements) {
    const literal = listOf(resources)
      .map(textOf)
      .filter((text) => text !== '*' && !text.includes('${'));
    for (const service of new Set(listOf(Action).map((action) => serviceOf(textOf(action))))) {
      byService.set(service, [...(byService.get(service) ?? []), ...literal]);
    }
  }
  return byService;
}

function serviceOf(action: string): string {
  return action.split(':')[0] ?? '';
}
