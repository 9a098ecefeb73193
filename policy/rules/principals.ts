import { isBound } from './conditions';
import type { Statement } from './policy-documents';

/** An account by itself or in an ARN, or a reference in the place of either. */
const ACCOUNT = /^(?:arn:[^:]*:[^:]*:[^:]*:)?(\d{12}|\$\{[^}]+\})(?=:|$)/;

/** What a data source can only find in the account that Terraform works in. */
const OWN_DATA = /^data\.aws_(caller_identity|iam_\w+)$/;

/** By whom a request is made, or for whom a service makes it. */
const WHOSE = /^aws:(PrincipalAccount|PrincipalArn|SourceAccount|SourceArn)$/i;

/** Says which principals of a statement are of no account of the environment; nothing where all are. */
export function allowsStrangers(statement: Statement): string | undefined {
  const strangers = Object.entries(statement.principals).flatMap(([kind, who]) =>
    who.filter((one) => (kind === 'Service' ? one.includes('*') : !isOwn(one, statement))),
  );
  if (strangers.length === 0 || isBound(statement, WHOSE, (value) => isOwn(value, statement))) return undefined;
  const told = strangers.map((one) => (one === '*' ? 'everyone' : one));
  return `it allows ${told.join(', ')}`;
}

/** Whether a principal, or what a condition says of one, is of an account that the environment's Terraform works in. */
export function isOwn(text: string, { resource }: Statement): boolean {
  const [, account = ''] = ACCOUNT.exec(text) ?? [];
  if (resource.stack.environment.accounts.includes(account)) return true;
  const type = resource.referenced(account)?.type ?? '';
  return type.startsWith('aws_') || OWN_DATA.test(type);
}
