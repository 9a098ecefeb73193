import { isBound } from './conditions';
import type { Statement } from './policy-documents';

/** Services whose ARNs begin with the name, without a kind before it. */
const WITHOUT_KIND = ['execute-api', 's3', 'sns', 'sqs'];

/** Kinds with another word before the name, and those of which every part of the name counts. */
const LONGER_KINDS = [
  /^(?:listener|listener-rule|loadbalancer)\/(?:app|gwy|net)[:/]/,
  /^(?:global|regional)\/\w+\//,
  /^dbuser:[^/*?]+\//,
];

/** Whether a statement is about everything of a kind by a resource: `*`, `…:secret:*`, `…:role/*`. */
export function isWild(name: string, statement: Statement): boolean {
  const arn = name.replace(/\$\{[^}]*\}/g, 'reference');
  const [prefix, , service = '', , account = '', ...rest] = arn.split(':');
  if (prefix !== 'arn') return /^[*?]/.test(arn);
  const named = rest.join(':');
  if ([service, account].some((part) => /[*?]/.test(part)) || /^[*?]/.test(named)) return true;
  return /^[*?]/.test(withoutKind(service, named)) && !isOfOurs(statement);
}

function withoutKind(service: string, named: string): string {
  if (WITHOUT_KIND.includes(service)) return named;
  const longer = LONGER_KINDS.find((kind) => kind.test(named));
  return longer ? named.replace(longer, '') : named.replace(/^[^:/]*[:/]/, '');
}

/** Whether a tag says which ones are meant: one that a thing has already, or one that it gets when it is made. */
function isOfOurs(statement: Statement): boolean {
  const isNarrow = (value: string) => !/^[*?]/.test(value);
  if (isBound(statement, /^\w+:ResourceTag\//i, isNarrow)) return true;
  // Whoever may put the tag on what is there already makes anything match.
  const onlyMakes =
    statement.actions.every((action) => /:Create(?!Tags$)/.test(action)) ||
    isBound(statement, /^\w+:CreateAction$/i, isNarrow);
  return onlyMakes && isBound(statement, /^\w+:RequestTag\//i, isNarrow);
}
