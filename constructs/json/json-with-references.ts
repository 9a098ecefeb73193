import { Lazy, Token, Tokenization } from 'cdktf';

/** JSON, with references to Terraform values allowed as strings and numbers. Keys whose value is `undefined` are left out. */
export type JsonValue =
  string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue | undefined };

/** A JSON object with references. */
export type JsonObject = { readonly [key: string]: JsonValue | undefined };

/** A reference as cdktf writes it inside a string. */
const REFERENCE = /\$\{TfToken\[[^\]]+\]\}/g;

/** Stands around a reference to a number until its quotes are taken away: JSON has no way to write one. */
const NUMBER_MARK = '\u2063number\u2063';
const MARKED_NUMBER = new RegExp(`"${NUMBER_MARK}(${REFERENCE.source})"`, 'g');

/**
 * An object as one JSON document with sorted keys.
 * Text that Terraform would read as a template (`${`, `%{`) is escaped; references stay references.
 * @throws Error for a reference that is not a string or a number: it would arrive as `<unresolved-token>`
 */
export function jsonWithReferences(values: JsonObject): string {
  return Lazy.stringValue({ produce: () => JSON.stringify(plain(values, '')).replace(MARKED_NUMBER, '$1') });
}

/** Deep copy with sorted keys and escaped text. */
function plain(value: JsonValue | undefined, path: string): unknown {
  if (value === null || value === undefined) return value;
  if (typeof value === 'string') return escapeTemplates(value);
  if (typeof value === 'number') return Token.isUnresolved(value) ? NUMBER_MARK + Token.asString(value) : value;
  if (typeof value === 'boolean') return value;
  if (Tokenization.isResolvable(value)) {
    throw new Error(`the value ${path || '(root)'} is a reference that is neither a string nor a number`);
  }
  if (Array.isArray(value)) {
    if (Token.isUnresolved(value)) {
      throw new Error(`the value ${path} is a reference to a list; pass its elements`);
    }
    return value.map((element: JsonValue, index) => plain(element, `${path}[${index}]`));
  }
  const entries = Object.entries(value as Readonly<Record<string, JsonValue | undefined>>);
  return Object.fromEntries(
    entries
      .filter(([, member]) => member !== undefined)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, member]) => [key, plain(member, path ? `${path}.${key}` : key)]),
  );
}

/** Doubles the sign of `${` and `%{` outside references. */
function escapeTemplates(text: string): string {
  const references = text.match(REFERENCE) ?? [];
  return text
    .split(REFERENCE)
    .map((literal) => literal.replace(/[$%](?=\{)/g, (sign) => sign + sign))
    .reduce((whole, literal, index) => whole + (references[index - 1] ?? '') + literal);
}
