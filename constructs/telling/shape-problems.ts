import type { z } from 'zod';
import { NO_SECRET_SOURCE } from './secret-reference';
import { at, pathText, type Phrase, type Problem, say } from './problems';
import { knownSettings, valueAt, variantsAt } from './known-settings';
import { nearest } from './nearest';
import { shownValue } from './shown-value';
import { oneOf } from './words';

type Issue = z.core.$ZodIssue;

/** The words for zod's names of types. */
const TYPES: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'true or false',
  int: 'a whole number',
  number: 'a number',
  object: 'a block of settings',
  record: 'a block of settings',
  string: 'a text',
};

/** How a schema's input is called when its mistakes are told. */
export interface ToldAs {
  /** The input as a whole: `the environment`. */
  readonly whole: string;
  /** Why a setting that users look for is not there, by its path. @defaultValue none */
  readonly notHere?: Readonly<Record<string, string>>;
}

/** Tells a schema's complaints about a user's input, all of them, with the value found and what is allowed. */
export function shapeProblems(
  schema: z.core.$ZodType,
  input: unknown,
  issues: readonly Issue[],
  toldAs: ToldAs,
): Problem[] {
  return issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => unknownSetting(schema, input, [...issue.path, key], toldAs))
      : [wrongValue(schema, input, issue, toldAs)],
  );
}

/** A setting that does not exist; what it was meant to be, or what there is. */
function unknownSetting(
  schema: z.core.$ZodType,
  input: unknown,
  keys: readonly PropertyKey[],
  { notHere = {} }: ToldAs,
): Problem {
  const known = knownSettings(schema, keys.slice(0, -1), input);
  const meant = nearest(String(keys.at(-1)), known);
  const path = pathText(keys);
  const reason = notHere[path];
  if (reason !== undefined) return { says: say`${at(path)} is no setting here`, todo: say`${reason}` };
  const says = say`${at(path)} is no setting`;
  if (meant) return { says: [...says, ...say`; did you mean ${meant}?`] };
  return known.length > 0 ? { says, todo: say`known here: ${[...known].sort().join(', ')}` } : { says };
}

function wrongValue(schema: z.core.$ZodType, input: unknown, issue: Issue, { whole }: ToldAs): Problem {
  const found = valueAt(input, issue.path);
  const name = issue.path.findLast((key) => typeof key === 'string') ?? '';
  const where: Phrase = issue.path.length > 0 ? [at(pathText(issue.path))] : [whole];
  if (issue.message === NO_SECRET_SOURCE) return noSecretSource(where, found);
  if (issue.code === 'custom') return { says: [...where, `: ${issue.message}`] };
  const variants = variantsAt(schema, issue.path, input);
  const takes = variants
    ? `it takes a block with ${variants.discriminator}: ${oneOf(variants.values)}`
    : whatItTakes(issue);
  const is = found === undefined ? ' is missing' : ` is ${shownValue(found, name)}`;
  return { says: [...where, is, '; ', takes], ...suggestion(issue, found) };
}

/** A secret's place with a plain text in it, or with nothing that says where the secret is. */
function noSecretSource(where: Phrase, found: unknown): Problem {
  if (found === undefined || (typeof found === 'object' && found !== null)) {
    const is = found === undefined ? 'is missing' : 'does not say where the secret is';
    return {
      says: [...where, ` ${is}; it takes "\${NAME}", { secretsManager, property } or { kubernetesSecret, key }`],
    };
  }
  if (typeof found === 'string' && /^\$\{\w+\}$/.test(found)) {
    return {
      says: [...where, ` is ${found}; the name of a variable takes upper case letters, digits and underscores`],
    };
  }
  return {
    says: [...where, ' holds a secret in plain text, which would stay in version control'],
    todo: [NO_SECRET_SOURCE.replace(/^[^;]*; /, '')],
  };
}

/** What a setting takes, in a user's words; a message of the schema's own says it best. */
export function whatItTakes(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `it takes ${TYPES[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return `it takes ${oneOf(issue.values.map(String))}`;
    case 'too_big':
      return `it takes ${issue.inclusive ? 'at most' : 'less than'} ${amount(issue.maximum, issue.origin)}`;
    case 'too_small':
      return `it takes ${issue.inclusive ? 'at least' : 'more than'} ${amount(issue.minimum, issue.origin)}`;
    case 'not_multiple_of':
      return `it takes a multiple of ${issue.divisor}`;
    case 'invalid_format':
      return ownMessage(issue) ?? `it takes a text like ${issue.pattern ?? issue.format}`;
    case 'invalid_key':
      return issue.issues.map(whatItTakes).join(' and ').replace('it takes', 'its name takes');
    case 'invalid_union':
      return ownMessage(issue) ?? alternatives(issue);
    default:
      return issue.message;
  }
}

/** The message that a settings file gives, if it gives one; zod's own begin with a capital. */
function ownMessage(issue: Issue): string | undefined {
  return /^[a-z]/.test(issue.message) ? issue.message : undefined;
}

/** A limit with its unit. */
function amount(limit: number | bigint, origin: string): string {
  if (origin === 'string') return `${limit} characters`;
  if (origin === 'array') return limit === 1 ? '1 entry' : `${limit} entries`;
  return String(limit);
}

/** What the variants of a union take, each said once. */
function alternatives(issue: z.core.$ZodIssueInvalidUnion): string {
  const options = 'options' in issue ? issue.options : undefined;
  if (Array.isArray(options)) return `it takes ${oneOf(options.map(String))}`;
  const takes = issue.errors.flat().map((inner) => whatItTakes(inner).replace(/^it takes /, ''));
  return takes.length > 0 ? `it takes ${oneOf([...new Set(takes)])}` : issue.message;
}

/** The allowed value that was probably meant. */
function suggestion(issue: Issue, found: unknown): { todo?: Phrase } {
  const allowed = allowedTexts(issue);
  const meant = typeof found === 'string' && allowed.length > 1 ? nearest(found, allowed) : undefined;
  return meant ? { todo: [`did you mean ${meant}?`] } : {};
}

function allowedTexts(issue: Issue): string[] {
  if (issue.code === 'invalid_value') return issue.values.map(String);
  const options = issue.code === 'invalid_union' && 'options' in issue ? issue.options : undefined;
  return Array.isArray(options) ? options.map(String) : [];
}
