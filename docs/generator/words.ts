import { z } from 'zod';
import { unwrapped } from './described';

/** What a value may be, in the words of Markdown. */
export function wordsFor(wrapped: z.core.$ZodType): string {
  const { inner: schema } = unwrapped(wrapped);
  if (schema instanceof z.ZodEnum) return listed(schema.options);
  if (schema instanceof z.ZodLiteral) return listed([...schema.values]);
  if (schema instanceof z.ZodBoolean) return 'true or false';
  if (schema instanceof z.ZodNumber) return numberWords(schema);
  if (schema instanceof z.ZodArray) return arrayWords(schema);
  if (schema instanceof z.ZodRecord) return recordWords(schema);
  if (schema instanceof z.ZodDiscriminatedUnion) {
    return listed([...(schema._zod.propValues[schema.def.discriminator] ?? [])]);
  }
  if (schema instanceof z.ZodUnion) return schema.def.options.map(wordsFor).join(' or ');
  if (schema instanceof z.ZodObject) return 'block';
  return ownWords(schema) ?? stringWords(schema);
}

/** A value as a file writes it. */
export function literal(value: unknown): string {
  return `\`${literalText(value)}\``;
}

function literalText(value: unknown): string {
  if (typeof value === 'string') return `'${value}'`;
  if (Array.isArray(value)) return `[${value.map(literalText).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const members = Object.entries(value).map(([key, member]) => `${key}: ${literalText(member)}`);
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}

function listed(values: readonly unknown[]): string {
  return values.map(literal).join(', ');
}

/** The checks of a number that words are made of. */
interface NumberCheck {
  readonly check: string;
  readonly value: number;
  readonly inclusive?: boolean;
}

function numberWords(schema: z.ZodNumber): string {
  const checks = (schema.def.checks ?? []).map(({ _zod }) => _zod.def as unknown as NumberCheck);
  const find = (name: string) => checks.find(({ check }) => check === name);
  const least = find('greater_than');
  const most = find('less_than');
  const step = find('multiple_of');
  return [
    schema.format === 'safeint' ? 'whole number' : 'number',
    range(least, most),
    step && `in steps of ${step.value}`,
  ]
    .filter((part) => part !== undefined)
    .join(', ');
}

function range(least: NumberCheck | undefined, most: NumberCheck | undefined): string | undefined {
  if (least?.inclusive === false) return `more than ${grouped(least.value)}`;
  if (least && most) return `${grouped(least.value)} to ${grouped(most.value)}`;
  if (least) return `at least ${grouped(least.value)}`;
  return most && `at most ${grouped(most.value)}`;
}

function grouped(value: number): string {
  return value.toLocaleString('en-US');
}

function arrayWords(schema: z.ZodArray): string {
  const checks = (schema.def.checks ?? []).map(({ _zod }) => _zod.def as { check: string; minimum?: number });
  const least = checks.find(({ check }) => check === 'min_length')?.minimum;
  return `list${least === undefined ? '' : ` of at least ${least}`}: ${wordsFor(schema.element)}`;
}

function recordWords(schema: z.ZodRecord): string {
  const { inner: value } = unwrapped(schema.def.valueType);
  return value instanceof z.ZodLazy ? 'block of any values' : `block, by name: ${wordsFor(value)}`;
}

/** The words that a schema has for a mistake: `it takes an AWS region, …`. */
function ownWords(schema: z.core.$ZodType): string | undefined {
  const definitions = [schema._zod.def, ...(schema._zod.def.checks?.map(({ _zod }) => _zod.def) ?? [])];
  for (const { error } of definitions as { readonly error?: (issue: unknown) => unknown }[]) {
    const message = error?.({});
    if (typeof message === 'string' && message.startsWith('it takes ')) return message.slice('it takes '.length);
  }
  return undefined;
}

function stringWords(schema: z.core.$ZodType): string {
  if (!(schema instanceof z.ZodString)) return 'any value';
  const { maxLength } = schema;
  return maxLength === null ? 'text' : `text, at most ${grouped(maxLength)} characters`;
}
