import type { PolicyConditions } from '../../constructs/identity/policy-document';
import type { IamStatement } from '../../access/iam-policy/statement';

/** What somebody asks of IAM: the action, on what, and what IAM knows of both. */
export interface IamRequest {
  readonly action: string;
  readonly resource: string;
  /** By key: `aws:ResourceTag/Name`. What is not here, the request does not have. */
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
}

/**
 * Whether statements that allow let a request through, as IAM decides: one of them is enough.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function allows(statements: readonly IamStatement[], request: IamRequest): boolean {
  return statements.some(
    ({ Action, Resource, Condition }) =>
      Action.some((pattern) => matches(pattern, request.action, 'i')) &&
      Resource.some((pattern) => matches(pattern, request.resource)) &&
      meets(Condition ?? {}, request.context ?? {}),
  );
}

type Context = NonNullable<IamRequest['context']>;

function meets(conditions: PolicyConditions, context: Context): boolean {
  return Object.entries(conditions).every(([operator, keys]) =>
    Object.entries(keys).every(([key, wanted]) => holds(operator, [wanted].flat(), valuesOf(context, key))),
  );
}

/** `undefined` where the request does not have the key. */
function valuesOf(context: Context, key: string): readonly string[] | undefined {
  const found = Object.entries(context).find(([one]) => one.toLowerCase() === key.toLowerCase());
  return found && [found[1]].flat();
}

function holds(operator: string, wanted: readonly string[], found: readonly string[] | undefined): boolean {
  if (operator === 'Null') return wanted.includes(String(found === undefined));
  if (operator.endsWith('IfExists')) return found === undefined || holds(operator.slice(0, -8), wanted, found);
  if (operator.startsWith('ForAllValues:'))
    return (found ?? []).every((one) => holds(operator.slice(13), wanted, [one]));
  if (operator.startsWith('ForAnyValue:')) return (found ?? []).some((one) => holds(operator.slice(12), wanted, [one]));
  if (found?.length !== 1) return false;
  switch (operator) {
    case 'StringEquals':
    case 'Bool':
      return wanted.includes(found[0] ?? '');
    case 'StringLike':
    case 'ArnEquals':
    case 'ArnLike':
      return wanted.some((pattern) => matches(pattern, found[0] ?? ''));
    default:
      throw new Error(`no decision is known for ${operator}`);
  }
}

function matches(pattern: string, text: string, flags = ''): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*/g, '.*')
    .replace(/\?/g, '.');
  return new RegExp(`^${source}$`, flags).test(text);
}
