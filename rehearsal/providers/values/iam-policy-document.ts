import { isRecord, type Value, type ValueRecord } from '../protocol/value';

/** The policy that `aws_iam_policy_document` renders: its statements, after those of its source documents. */
export function policyDocument(config: ValueRecord): object {
  const own = records(config['statement']).map(statement);
  const sources = statementsOf(config['source_policy_documents']);
  const overrides = statementsOf(config['override_policy_documents']);
  return {
    Version: text(config['version']) ?? '2012-10-17',
    ...(text(config['policy_id']) === undefined ? {} : { Id: text(config['policy_id']) }),
    Statement: overridden([...sources, ...own], overrides),
  };
}

interface Statement {
  Sid?: string;
  [element: string]: unknown;
}

function statement(block: ValueRecord): Statement {
  const sid = text(block['sid']);
  return {
    ...(sid === undefined ? {} : { Sid: sid }),
    Effect: text(block['effect']) ?? 'Allow',
    ...lists({
      Action: block['actions'],
      NotAction: block['not_actions'],
      Resource: block['resources'],
      NotResource: block['not_resources'],
    }),
    ...principals('Principal', records(block['principals'])),
    ...principals('NotPrincipal', records(block['not_principals'])),
    ...conditions(records(block['condition'])),
  };
}

function lists(elements: Record<string, Value | undefined>): Record<string, unknown> {
  const given = Object.entries(elements).filter(([, value]) => Array.isArray(value) && value.length > 0);
  return Object.fromEntries(given.map(([name, value]) => [name, oneOrSorted(value)]));
}

function principals(name: string, blocks: ValueRecord[]): Record<string, unknown> {
  if (blocks.length === 0) return {};
  const byType: Record<string, string[]> = {};
  for (const block of blocks) {
    const type = text(block['type']) ?? '*';
    byType[type] = [...(byType[type] ?? []), ...strings(block['identifiers'])];
  }
  const anyone = byType['*'];
  return { [name]: anyone === undefined ? mapValues(byType, oneOrSorted) : '*' };
}

function conditions(blocks: ValueRecord[]): Record<string, unknown> {
  if (blocks.length === 0) return {};
  const byTest: Record<string, Record<string, unknown>> = {};
  for (const block of blocks) {
    const test = text(block['test']) ?? '';
    byTest[test] = { ...byTest[test], [text(block['variable']) ?? '']: oneOrSorted(block['values']) };
  }
  return { Condition: byTest };
}

/** A single value stands by itself; several are sorted, because the arguments are sets. */
function oneOrSorted(value: Value | undefined): unknown {
  const values = strings(value).sort();
  return values.length === 1 ? values[0] : values;
}

/** A statement with a `Sid` takes the place of the one with the same. */
function overridden(statements: Statement[], overrides: Statement[]): Statement[] {
  const sids = new Set(overrides.map(({ Sid }) => Sid).filter((sid) => sid !== undefined));
  return [...statements.filter(({ Sid }) => Sid === undefined || !sids.has(Sid)), ...overrides];
}

function statementsOf(documents: Value | undefined): Statement[] {
  return strings(documents)
    .filter((document) => document !== '')
    .flatMap((document): Statement[] => {
      const { Statement: found = [] } = JSON.parse(document) as { Statement?: Statement | Statement[] };
      return Array.isArray(found) ? found : [found];
    });
}

function records(value: Value | undefined): ValueRecord[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

function strings(value: Value | undefined): string[] {
  return Array.isArray(value) ? value.filter((element) => typeof element === 'string') : [];
}

function text(value: Value | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function mapValues(record: Record<string, string[]>, map: (value: string[]) => unknown): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value)]));
}
