import { partitionOf } from '../../constructs/account/partition';
import type { AccountSettings } from '../../constructs/account/settings';
import type { PolicyConditions } from '../../constructs/identity/policy-document';
import type { StateSettings } from '../../constructs/state/settings';
import { isBlock, listOf, type Resource, type SynthesizedEnvironment, textOf } from '../policy/synthesized';
import { RIGHTS, type TypeRights } from './rights';
import { SCOPES, type Scope, type ScopeFacts, type ScopeName } from './scopes';
import { stateStatements } from './state-statements';

/** A statement as IAM has it. */
export interface IamStatement {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: PolicyConditions;
}

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
 * stacks. What makes the stacks comes first; the rights on their state are a policy of their own, because with a role
 * for the state alone somebody else needs them.
 * @throws Error for a type that is not in the table
 */
export function deploymentPolicies(props: DeploymentPoliciesProps): DeploymentPolicy[] {
  const { environment, account, state, planOnly = false } = props;
  const rights = rightsOf(environment);
  const facts = factsOf(environment, account, rights);
  const statements = [...actionsByScope(rights, facts)]
    .map(([name, actions]) => [name, planOnly ? reading(actions) : actions] as const)
    .flatMap(([name, actions]) => statement(name, actions, facts));
  const phase = planOnly ? 'plan' : 'deploy';
  const ofStacks = packed(statements).map((part, index) => policy(`${environment.name}-${phase}-${index + 1}`, part));
  const ofState = stateStatements({
    environment: environment.name,
    state,
    account,
    partition: facts.partition,
    planOnly,
  });
  const name = planOnly ? `${environment.name}-plan-state` : `${environment.name}-state`;
  return ofState.length === 0 ? ofStacks : [...ofStacks, policy(name, ofState)];
}

function reading(actions: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...actions].filter((action) => READING.test(action)));
}

/** The types in an environment: `aws_vpc`, `data.aws_vpc`, `ephemeral.random_password`. */
export function typesOf({ stacks }: SynthesizedEnvironment): string[] {
  const types = stacks.flatMap(({ resources, json }) => [
    ...resources.map(({ type }) => type),
    ...Object.keys(json.ephemeral ?? {}).map((type) => `ephemeral.${type}`),
  ]);
  return [...new Set(types)].sort();
}

function rightsOf(environment: SynthesizedEnvironment): TypeRights[] {
  const types = typesOf(environment);
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
        .map((resource) => resource.text(argument))
        .filter((text) => text !== '' && !text.includes('${')),
    );
  return {
    environment: environment.name,
    partition: partitionOf(account.region),
    region: account.region,
    account: account.id,
    tag: environmentTag(environment),
    clusters: literals('name', 'aws_eks_cluster', 'data.aws_eks_cluster'),
    buckets: literals('bucket', 'aws_s3_bucket'),
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

/** The provider's own tag with the environment's name, however it is written there. */
function environmentTag({ name, stacks }: SynthesizedEnvironment): ScopeFacts['tag'] {
  const tags = stacks
    .flatMap(({ json }) => json.provider?.aws ?? [])
    .flatMap((provider) => listOf(provider.default_tags))
    .flatMap((block) => (isBlock(block) && isBlock(block.tags) ? Object.entries(block.tags) : []));
  const [key, value] = tags.find(([tag]) => tag.toLowerCase() === 'environment') ?? ['Environment', name];
  return { key, value: textOf(value) };
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
