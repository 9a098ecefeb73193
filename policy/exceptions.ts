import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { UserError } from '../constructs/telling/problems';
import type { Outcome } from './outcome';

/** A failure that is meant to be. */
const PolicyException = z.strictObject({
  /** The check's id. */
  check: z.string().min(1),
  /** What it is about: `<stack>/<type>.<id>`, where `*` stands for any text. */
  resource: z.string().regex(/^[^/]+\/./, 'it takes <stack>/<type>.<id>, with * for any text'),
  /** Why it is right as it is. */
  reason: z.string().min(20, 'it takes a sentence'),
  /** The setting that leads to it, where no environment that ships with the constructs has it. */
  setting: z.string().min(1).optional(),
});
export type PolicyException = z.output<typeof PolicyException>;

const PolicyExceptions = z.array(PolicyException);

/** The exceptions that a gate goes by. */
export interface GateExceptions {
  /** Those that something has to need. */
  readonly needed: readonly PolicyException[];
  /** Those that may be for nothing that a project has: it may have chosen nothing that leads to them. */
  readonly optional: readonly PolicyException[];
}

/** What the constructs make is meant to be as it is, whoever uses them. */
const OF_CONSTRUCTS = join(__dirname, 'exceptions.yaml');

/** A project's own, beside its `cdktf.json`. */
const OF_PROJECT = 'policy-exceptions.yaml';

/**
 * Reads a project's own exceptions, if it has some, and those of the constructs.
 * @param isOurs whether it is the project of the constructs: its environments need theirs, but for other settings' ones
 * @throws UserError for one that is not complete
 */
export function projectExceptions(project: string, isOurs: boolean): GateExceptions {
  const file = join(project, OF_PROJECT);
  const own = existsSync(file) ? readExceptions(file) : [];
  const ofConstructs = readExceptions(OF_CONSTRUCTS);
  if (!isOurs) return { needed: own, optional: ofConstructs };
  const [needed, optional] = [ofConstructs.filter(isShipped), ofConstructs.filter((one) => !isShipped(one))];
  return { needed: [...own, ...needed], optional };
}

function isShipped({ setting }: PolicyException): boolean {
  return setting === undefined;
}

/**
 * Reads a file of exceptions.
 * @throws UserError for one that is not complete
 */
export function readExceptions(file: string): PolicyException[] {
  const result = PolicyExceptions.safeParse(parse(readFileSync(file, 'utf8')) ?? []);
  if (result.success) return result.data;
  throw new UserError(`${file}:\n${z.prettifyError(result.error)}`);
}

/** Whether an exception is for this failure. */
export function excepts({ check, resource }: PolicyException, outcome: Outcome): boolean {
  if (check !== outcome.check) return false;
  const parts = resource.split('*').map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(outcome.subject);
}
