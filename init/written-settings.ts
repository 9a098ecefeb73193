/** What stands above a setting, by its path (`litellm.models`). */
export type Comments = Readonly<Partial<Record<string, string>>>;

type Block = Readonly<Record<string, unknown>>;

/** No line is longer, as Prettier has it in this project. */
const WIDTH = 120;
const STEP = 2;

/** Settings as TypeScript, with comments: in one line what fits and needs no comment, else a line for each member. */
export function writtenSettings(settings: Block, comments: Comments): string {
  return block(settings, { comments, path: '', indent: 0 });
}

interface Place {
  readonly comments: Comments;
  readonly path: string;
  /** Of the line that the value begins in. */
  readonly indent: number;
}

function block(value: Block, { comments, path, indent }: Place): string {
  const inner = indent + STEP;
  const lines = Object.entries(value).flatMap(([key, member]) => {
    const own = path === '' ? key : `${path}.${key}`;
    const name = keyText(key);
    const text = written(member, { comments, path: own, indent: inner }, inner + name.length + ': ,'.length);
    return [
      ...commentLines(Object.hasOwn(comments, own) ? comments[own] : undefined, inner),
      `${' '.repeat(inner)}${name}: ${text},`,
    ];
  });
  return ['{', ...lines, `${' '.repeat(indent)}}`].join('\n');
}

function list(values: readonly unknown[], place: Place): string {
  const inner = place.indent + STEP;
  const lines = values.map((value) => {
    const text = written(value, { ...place, indent: inner }, inner + ','.length);
    return `${' '.repeat(inner)}${text},`;
  });
  return ['[', ...lines, `${' '.repeat(place.indent)}]`].join('\n');
}

/** @param used how much of the line is taken by what stands around the value */
function written(value: unknown, place: Place, used: number): string {
  const hasComments = Object.keys(place.comments).some((path) => path.startsWith(`${place.path}.`));
  const short = inline(value);
  if (!hasComments && used + short.length <= WIDTH) return short;
  if (Array.isArray(value)) return list(value, place);
  return typeof value === 'object' && value !== null ? block(value as Block, place) : short;
}

function inline(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).map(([key, member]) => `${keyText(key)}: ${inline(member)}`);
    return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
  }
  return typeof value === 'string' ? quoted(value) : String(value);
}

function keyText(key: string): string {
  // Anywhere else in an object literal, this name is no member but the object's prototype.
  if (key === '__proto__') return "['__proto__']";
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : quoted(key);
}

/** In single quotes, unless that would need more escapes. */
function quoted(text: string): string {
  const escaped = JSON.stringify(text);
  const count = (quote: string): number => text.split(quote).length - 1;
  if (count("'") > count('"')) return escaped;
  return `'${escaped.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

function commentLines(comment: string | undefined, indent: number): string[] {
  if (comment === undefined) return [];
  const beginning = `${' '.repeat(indent)}// `;
  const lines: string[] = [];
  for (const word of comment.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && beginning.length + last.length + 1 + word.length <= WIDTH) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else lines.push(word);
  }
  return lines.map((line) => `${beginning}${line}`);
}
