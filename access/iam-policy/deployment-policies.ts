import { partitionOf } from '../../constructs/account/partition';
import type { AccountSettings } from '../../constructs/account/settings';
import type { StateSettings } from '../../constructs/state/settings';
import {
  type Block,
  blocksOf,
  isBlock,
  listOf,
  type Resource,
  type ResourceStack,
  type SynthesizedEnvironment,
  textOf,
} from '../../policy/synthesized';
import { boundaryStatements } from './boundary';
import { RIGHTS, type TypeRights } from './rights';
import { SCOPES, type Scope, type ScopeFacts, type ScopeName } from './scopes';
import { stateStatements } from './state-statements';
import type { IamStatement } from './statement';

/** A policy of IAM's, small enough to be made as one. */
export interface DeploymentPolicy {
  readonly name: string;
  readonly document: { readonly Version: '2012-10-17'; readonly Statement: readonly IamStatement[] };
}

export interface DeploymentPoliciesProps {
  readonly environment: SynthesizedEnvironment;
  readonly account: AccountSettings;
  readonly state: StateSettings;
  /** Whether they are for a role that only plans. @defaultValue false */
  readonly planOnly?: boolean;
}

/**
 * What only reads. The values that a server is told are read in every plan, because an ephemeral value is in no state to
 * be taken from.
 */
const READING = /^[a-z0-9]+:(Get|List|Describe|BatchGet|Lookup)|^kms:Decrypt$/;

/** IAM's limit for a managed policy, in characters without white space. */
export const POLICY_LIMIT = 6144;

/**
 * The least rights on AWS that deploy an environment, change it and destroy it: those of the types that are in its
 * stacks, for each account that they work in. What makes the stacks comes first; the rights on their state are a policy
 * of their own, because with a role for the state alone somebody else needs them.
 * @throws Error for a type that is not in the table
 */
export function deploymentPolicies(props: DeploymentPoliciesProps): DeploymentPolicy[] {
  const { environment, account, state, planOnly = false } = props;
  const { name } = environment;
  const phase = planOnly ? 'plan' : 'deploy';
  const own = policiesIn(props, account, `${name}-${phase}`, takingRoles(environment, account));
  const elsewhere = otherAccounts(environment, account).flatMap((id) =>
    policiesIn(props, { id, region: account.region }, `${name}-${phase}-in-${id}`, []),
  );
  const partition = partitionOf(account.region);
  const ofState = stateStatements({
    stacks: environment.stacks.map((one) => one.name),
    state,
    account,
    partition,
    planOnly,
  });
  const stateName = planOnly ? `${name}-plan-state` : `${name}-state`;
  return [...own, ...elsewhere, ...(ofState.length === 0 ? [] : [policy(stateName, ofState)])];
}

/** A policy that bounds roles, and where it has to be. */
export interface BoundaryPolicy extends DeploymentPolicy {
  readonly account: string;
  /** The setting that names it. */
  readonly setting: string;
  /** Whether the environment's roles have it. */
  readonly used: boolean;
}

/**
 * The least boundaries that let an environment's roles do what they are for, one in each account that has any; none where
 * the roles are bounded by a policy of AWS'.
 */
export function boundaryPolicies(environment: SynthesizedEnvironment, account: AccountSettings): BoundaryPolicy[] {
  return [account.id, ...otherAccounts(environment, account)].flatMap((id) => {
    const facts = factsOf(environment, { id, region: account.region }, rightsOf(environment, id));
    const [arn] = facts.boundaries;
    if (facts.roles.length === 0 || arn?.split(':')[4] === 'aws') return [];
    const statements = boundaryStatements(environment, facts, (resource) => isIn(resource, id));
    const made = policy(arn?.split('/').at(-1) ?? `${environment.name}-boundary`, statements);
    const setting = `${id === account.id ? 'account' : 'network.owner'}.permissionsBoundaryArn`;
    return { ...made, account: id, setting, used: arn !== undefined };
  });
}

function policiesIn(
  { environment, planOnly }: DeploymentPoliciesProps,
  account: AccountSettings,
  name: string,
  more: readonly IamStatement[],
): DeploymentPolicy[] {
  const rights = rightsOf(environment, account.id);
  const facts = factsOf(environment, account, rights);
  const statements = [...actionsByScope(rights, facts)]
    .map(([scope, actions]) => [scope, planOnly ? reading(actions) : actions] as const)
    .flatMap(([scope, actions]) => statement(scope, actions, facts));
  return packed([...statements, ...more]).map((part, index) => policy(`${name}-${index + 1}`, part));
}

function reading(actions: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...actions].filter((action) => READING.test(action)));
}

/** The accounts besides its own that an environment's stacks work in: a zone's, a network's. */
function otherAccounts({ stacks }: SynthesizedEnvironment, { id }: AccountSettings): string[] {
  const all = stacks.flatMap(({ json }) => json.provider?.aws ?? []).flatMap(accountsOf);
  return distinct(all.filter((account) => account !== id));
}

/** The roles in other accounts that whoever deploys takes there. */
function takingRoles({ stacks }: SynthesizedEnvironment, { id }: AccountSettings): IamStatement[] {
  const roles = stacks
    .flatMap(({ json }) => json.provider?.aws ?? [])
    .filter((provider) => !accountsOf(provider).includes(id))
    .flatMap((provider) => blocksOf(provider, 'assume_role').map(({ role_arn: role }) => textOf(role)));
  if (roles.length === 0) return [];
  return [
    { Sid: 'RolesElsewhere', Effect: 'Allow', Action: ['sts:AssumeRole', 'sts:TagSession'], Resource: distinct(roles) },
  ];
}

/** The types in an environment: `aws_vpc`, `data.aws_vpc`, `ephemeral.random_password`. */
export function typesOf(environment: SynthesizedEnvironment): string[] {
  return typesIn(environment, undefined);
}

/** Those that are made in one account, or in any. */
function typesIn({ stacks }: SynthesizedEnvironment, account: string | undefined): string[] {
  const types = stacks.flatMap((stack) => [
    ...stack.resources.filter((resource) => isIn(resource, account)).map(({ type }) => type),
    ...(isWorkedIn(stack, '', account) ? Object.keys(stack.json.ephemeral ?? {}) : []).map(
      (type) => `ephemeral.${type}`,
    ),
  ]);
  return [...new Set(types)].sort();
}

/** Whether something is made in an account; whatever is not on AWS is nowhere else. */
function isIn(resource: Resource, account: string | undefined): boolean {
  return isWorkedIn(resource.stack, resource.text('provider').split('.')[1] ?? '', account);
}

/** Whether a stack's provider of some alias works in an account. */
function isWorkedIn({ json }: ResourceStack, alias: string, account: string | undefined): boolean {
  const provider = json.provider?.aws?.find((one) => textOf(one.alias) === alias);
  return account === undefined || provider === undefined || accountsOf(provider).includes(account);
}

function accountsOf(provider: Block): string[] {
  return listOf(provider.allowed_account_ids).map(textOf);
}

function rightsOf(environment: SynthesizedEnvironment, account: string): TypeRights[] {
  const types = typesIn(environment, account);
  const unknown = types.filter((type) => !RIGHTS[type]);
  if (unknown.length > 0) {
    throw new Error(`it is not known what ${unknown.join(', ')} of ${environment.name} takes; add it to the rights`);
  }
  return types.flatMap((type) => RIGHTS[type] ?? []);
}

function factsOf(
  environment: SynthesizedEnvironment,
  account: AccountSettings,
  rights: readonly TypeRights[],
): ScopeFacts {
  const literals = (argument: string, ...types: readonly string[]) =>
    distinct(
      environment
        .ofTypes(...types)
        .filter((resource) => isIn(resource, account.id))
        .map((resource) => resource.text(argument))
        .filter((text) => text !== '' && !text.includes('${')),
    );
  return {
    environment: environment.name,
    partition: partitionOf(account.region),
    region: account.region,
    account: account.id,
    ...tagsOf(environment),
    subnetTagKeys: literals('key', 'aws_ec2_tag'),
    roles: literals('name', 'aws_iam_role'),
    boundaries: boundariesOf(environment, account.id),
    clusters: literals('name', 'aws_eks_cluster', 'data.aws_eks_cluster'),
    buckets: literals('bucket', 'aws_s3_bucket'),
    zones: literals('zone_id', 'aws_route53_record'),
    logGroups: literals('name', 'aws_cloudwatch_log_group'),
    managedPolicies: literals('policy_arn', 'aws_iam_role_policy_attachment'),
    passedTo: distinct(rights.flatMap(({ passedTo = [] }) => passedTo)),
    linkedTo: distinct(rights.flatMap(({ linkedTo = [] }) => linkedTo)),
    readEntries: readEntries(environment),
    adoptedEntries: [
      ...literals('name', 'data.aws_secretsmanager_secret'),
      ...literals('arn', 'data.aws_secretsmanager_secret'),
    ],
  };
}

/** The provider's own tags, and the one with the environment's name, however it is written there. */
function tagsOf({ name, stacks }: SynthesizedEnvironment): Pick<ScopeFacts, 'tag' | 'tagKeys'> {
  const tags = stacks
    .flatMap(({ json }) => json.provider?.aws ?? [])
    .flatMap((provider) => listOf(provider.default_tags))
    .flatMap((block) => (isBlock(block) && isBlock(block.tags) ? Object.entries(block.tags) : []));
  const [key, value] = tags.find(([tag]) => tag.toLowerCase() === 'environment') ?? ['Environment', name];
  return { tag: { key, value: textOf(value) }, tagKeys: distinct(tags.map(([one]) => one)) };
}

/** What bounds the roles of an account; nothing where one has no boundary, since that one could be given any right. */
function boundariesOf(environment: SynthesizedEnvironment, account: string): string[] {
  const roles = environment.ofTypes('aws_iam_role').filter((role) => isIn(role, account));
  const boundaries = roles.map((role) => role.text('permissions_boundary'));
  return boundaries.includes('') ? [] : distinct(boundaries);
}

/** The entries that Terraform reads back, to tell a server the value: found from the version to its secret's name. */
function readEntries(environment: SynthesizedEnvironment): string[] {
  return distinct(
    environment.stacks.flatMap((stack) =>
      Object.values(stack.json.ephemeral?.aws_secretsmanager_secret_version ?? {}).map((block) => {
        const version = environment.referenced(stack, block.secret_id);
        const secret: Resource | undefined = version?.referenced(version.value('secret_id'));
        const name = secret?.text('name') ?? '';
        if (name === '') throw new Error(`an entry that ${stack.name} reads is not one of its own`);
        return name;
      }),
    ),
  );
}

function actionsByScope(rights: readonly TypeRights[], facts: ScopeFacts): Map<ScopeName, Set<string>> {
  const byScope = new Map<ScopeName, Set<string>>();
  const enter = (scope: ScopeName, actions: readonly string[]) => {
    byScope.set(scope, new Set([...(byScope.get(scope) ?? []), ...actions]));
  };
  for (const { actions } of rights) {
    for (const scope of Object.keys(SCOPES) as ScopeName[]) if (actions[scope]) enter(scope, actions[scope]);
  }
  if (facts.passedTo.length > 0) enter('PassRole', ['iam:PassRole']);
  if (facts.linkedTo.length > 0) enter('ServiceLinkedRoles', ['iam:CreateServiceLinkedRole']);
  return byScope;
}

function statement(name: ScopeName, actions: ReadonlySet<string>, facts: ScopeFacts): IamStatement[] {
  const scope: Scope = SCOPES[name];
  const resources = scope.resources(facts);
  if (resources.length === 0 || actions.size === 0) return [];
  return [
    {
      Sid: name,
      Effect: 'Allow',
      Action: [...actions].sort(),
      Resource: resources,
      Condition: scope.conditions?.(facts),
    },
  ];
}

/** Statements in as few policies as IAM's limit allows, in their order. */
function packed(statements: readonly IamStatement[]): IamStatement[][] {
  const parts: IamStatement[][] = [];
  for (const one of statements) {
    const last = parts.at(-1);
    if (last && JSON.stringify(policy('', [...last, one]).document).length <= POLICY_LIMIT) last.push(one);
    else parts.push([one]);
  }
  return parts;
}

function policy(name: string, statements: readonly IamStatement[]): DeploymentPolicy {
  return { name, document: { Version: '2012-10-17', Statement: statements } };
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort();
}
