import {
  type Block,
  blocksOf,
  isBlock,
  listOf,
  type Resource,
  type SynthesizedEnvironment,
  textOf,
} from '../synthesized';

/** One statement of an IAM policy, of a resource's policy or of a role's trust policy. */
export interface Statement {
  /** Where it stands: the resource's address and the statement's `Sid`, or its place. */
  readonly subject: string;
  readonly resource: Resource;
  /** The argument that holds the policy. */
  readonly argument: string;
  readonly allows: boolean;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** Whom it speaks of, by kind (`Service`, `AWS`, `Federated`, `*`); nobody in an identity's own policy. */
  readonly principals: Readonly<Record<string, readonly string[]>>;
  readonly conditions: Readonly<Record<string, Block>>;
  /** Whether it says whom or what it does not mean: it then means everything else. */
  readonly inverted: boolean;
}

/** A policy of which nothing can be said, because Terraform puts it together later. */
export interface UnreadablePolicy {
  readonly subject: string;
}

/** What is found in an environment. */
export interface PolicyStatements {
  readonly statements: readonly Statement[];
  readonly unreadable: readonly UnreadablePolicy[];
}

const DOCUMENT = 'data.aws_iam_policy_document';

/** Arguments that are always a policy's JSON. */
const POLICY_ARGUMENTS =
  /^(policy(_document)?|(access|assume_role|inline|key|repository|resource)_policy|access_policies|(source|override)_policy_documents)$/;

/** Every statement of every policy document: JSON in any argument of any resource, and Terraform's own data source. */
export function policyStatements(environment: SynthesizedEnvironment): PolicyStatements {
  const statements: Statement[] = [];
  const unreadable: UnreadablePolicy[] = [];
  for (const resource of environment.stacks.flatMap(({ resources }) => resources)) {
    if (resource.type === DOCUMENT) {
      statements.push(...resource.blocks('statement').map((block, index) => fromDataSource(resource, block, index)));
      if (resource.value('dynamic') !== undefined) unreadable.push({ subject: `${resource.address}#dynamic` });
    }
    for (const { argument, text } of textsIn(resource.block)) {
      const document = parsed(text);
      if (document) {
        const blocks = listOf(document.Statement).filter(isBlock);
        statements.push(...blocks.map((block, index) => fromJson(resource, argument, block, index)));
      } else if (POLICY_ARGUMENTS.test(argument) && resource.referenced(text)?.type !== DOCUMENT) {
        unreadable.push({ subject: `${resource.address}#${argument}` });
      }
    }
  }
  return { statements, unreadable };
}

function fromJson(resource: Resource, argument: string, block: Block, index: number): Statement {
  return {
    subject: subjectOf(resource, block.Sid, index),
    resource,
    argument,
    allows: block.Effect === 'Allow',
    actions: texts(block.Action),
    resources: texts(block.Resource),
    principals: principalsOf(block.Principal),
    conditions: isBlock(block.Condition) ? (block.Condition as Record<string, Block>) : {},
    inverted: ['NotAction', 'NotResource', 'NotPrincipal'].some((key) => key in block),
  };
}

function fromDataSource(resource: Resource, block: Block, index: number): Statement {
  const conditions: Record<string, Block> = {};
  for (const { test, variable, values } of blocksOf(block, 'condition')) {
    conditions[textOf(test)] = { ...conditions[textOf(test)], [textOf(variable)]: values };
  }
  return {
    subject: subjectOf(resource, block.sid, index),
    resource,
    argument: 'statement',
    allows: (block.effect ?? 'Allow') === 'Allow',
    actions: texts(block.actions),
    resources: texts(block.resources),
    principals: Object.fromEntries(
      blocksOf(block, 'principals').map(({ type, identifiers }) => [textOf(type), texts(identifiers)]),
    ),
    conditions,
    inverted: ['not_actions', 'not_resources', 'not_principals'].some((key) => key in block),
  };
}

function subjectOf(resource: Resource, sid: unknown, index: number): string {
  return `${resource.address}#${textOf(sid) || String(index)}`;
}

function principalsOf(principal: unknown): Record<string, readonly string[]> {
  if (isBlock(principal)) return Object.fromEntries(Object.entries(principal).map(([kind, who]) => [kind, texts(who)]));
  return principal === undefined ? {} : { '*': texts(principal) };
}

function texts(value: unknown): string[] {
  return listOf(value).map(textOf);
}

/** A policy document; nothing for any other text. */
function parsed(text: string): Block | undefined {
  if (!text.includes('"Statement"')) return undefined;
  try {
    const document: unknown = JSON.parse(text);
    return isBlock(document) ? document : undefined;
  } catch {
    return undefined;
  }
}

/** Every text inside a block, with the nearest argument's name. */
function textsIn(value: unknown, argument = ''): { readonly argument: string; readonly text: string }[] {
  if (typeof value === 'string') return [{ argument, text: value }];
  if (Array.isArray(value)) return value.flatMap((element) => textsIn(element, argument));
  if (!isBlock(value)) return [];
  return Object.entries(value).flatMap(([name, member]) => (name === '//' ? [] : textsIn(member, name)));
}
