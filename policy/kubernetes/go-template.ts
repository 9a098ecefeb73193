import { createHash } from 'node:crypto';
import { stringify } from 'yaml';
import { isMap } from '../../constructs/helm/helm-merge';

/** A value in a template. */
export type TemplateValue = unknown;
type Method = (...args: TemplateValue[]) => TemplateValue;

/** Part of a template. */
type Node =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'output'; readonly tokens: readonly string[] }
  | {
      readonly kind: 'block';
      readonly keyword: 'if' | 'with' | 'range';
      readonly branches: readonly { readonly tokens: readonly string[]; readonly body: readonly Node[] }[];
      readonly otherwise: readonly Node[];
    };

interface Scope {
  readonly dot: TemplateValue;
  /** Variables, `$` among them; an inner scope sees the outer ones. */
  readonly variables: Map<string, TemplateValue>;
}

const TOKEN = /\s*("(?:\\.|[^"\\])*"|`[^`]*`|:=|[()|,=]|\$?[\w]*(?:\.\w+)+|\$\w*|\.|-?\d+(?:\.\d+)?|\w+)/y;

/**
 * Renders Helm templates as far as the project's own charts go. What it does not know it refuses, so that a chart never
 * says more than was looked at.
 */
export class GoTemplates {
  private readonly named = new Map<string, readonly Node[]>();

  /** @param root what `$` and the first `.` are */
  constructor(private readonly root: Readonly<Record<string, TemplateValue>>) {}

  /** Takes what a file defines for others. */
  define(source: string): void {
    this.parse(source);
  }

  render(source: string): string {
    return this.write(this.parse(source), this.scope(this.root));
  }

  private scope(dot: TemplateValue): Scope {
    return { dot, variables: new Map([['$', dot]]) };
  }

  private parse(source: string): readonly Node[] {
    return this.parseUntil(split(source), []).nodes;
  }

  /** Reads parts up to an action that begins with one of these words. */
  private parseUntil(parts: Part[], ends: readonly string[]): { nodes: Node[]; end: readonly string[] } {
    const nodes: Node[] = [];
    for (let part = parts.shift(); part; part = parts.shift()) {
      if (part.action === undefined) {
        nodes.push({ kind: 'text', text: part.text });
        continue;
      }
      const tokens = tokenize(part.action);
      const [word = ''] = tokens;
      if (ends.includes(word)) return { nodes, end: tokens };
      if (word === 'end' || word === 'else') throw new Error(`not understood: {{ ${word} }} closes nothing`);
      if (word === 'define') this.named.set(literal(tokens[1] ?? ''), this.parseUntil(parts, ['end']).nodes);
      else if (word === 'if' || word === 'with' || word === 'range')
        nodes.push(this.parseBlock(word, tokens.slice(1), parts));
      else nodes.push({ kind: 'output', tokens });
    }
    if (ends.length > 0) throw new Error(`not understood: a block without ${ends.join(' or ')}`);
    return { nodes, end: [] };
  }

  private parseBlock(keyword: 'if' | 'with' | 'range', first: readonly string[], parts: Part[]): Node {
    const branches: { tokens: readonly string[]; body: readonly Node[] }[] = [];
    for (let tokens = first; ;) {
      const { nodes: body, end } = this.parseUntil(parts, ['else', 'end']);
      branches.push({ tokens, body });
      if (end[0] === 'end') return { kind: 'block', keyword, branches, otherwise: [] };
      if (end[1] === 'if') {
        tokens = end.slice(2);
        continue;
      }
      return { kind: 'block', keyword, branches, otherwise: this.parseUntil(parts, ['end']).nodes };
    }
  }

  private write(nodes: readonly Node[], scope: Scope): string {
    return nodes.map((node) => this.writeNode(node, scope)).join('');
  }

  private writeNode(node: Node, scope: Scope): string {
    if (node.kind === 'text') return node.text;
    if (node.kind === 'output') {
      const { names, expression, isAssignment } = assigned(node.tokens);
      const value = this.evaluate(expression, scope);
      if (!isAssignment) return text(value);
      scope.variables.set(names[0] ?? '', value);
      return '';
    }
    for (const { tokens, body } of node.branches) {
      const { names, expression } = assigned(tokens);
      const value = this.evaluate(expression, scope);
      if (!isTrue(value)) continue;
      if (node.keyword === 'range') return this.writeEach(value, names, body, scope);
      const inner = within(scope, node.keyword === 'with' ? value : scope.dot);
      if (names[0] !== undefined) inner.variables.set(names[0], value);
      return this.write(body, inner);
    }
    return this.write(node.otherwise, within(scope, scope.dot));
  }

  private writeEach(value: TemplateValue, names: readonly string[], body: readonly Node[], scope: Scope): string {
    const entries: (readonly [TemplateValue, TemplateValue])[] = Array.isArray(value)
      ? value.map((element, index) => [index, element] as const)
      : Object.entries(value as object).sort(([one], [other]) => (one < other ? -1 : 1));
    return entries
      .map(([key, element]) => {
        const inner = within(scope, element);
        // One name is the element's, two are the key's and the element's.
        const [first, second] = names;
        if (second !== undefined) inner.variables.set(second, element);
        if (first !== undefined) inner.variables.set(first, second === undefined ? element : key);
        return this.write(body, inner);
      })
      .join('');
  }

  private evaluate(tokens: readonly string[], scope: Scope): TemplateValue {
    const rest = [...tokens];
    const value = this.pipeline(rest, scope);
    if (rest.length > 0) throw new Error(`not understood: ${tokens.join(' ')}`);
    return value;
  }

  private pipeline(rest: string[], scope: Scope): TemplateValue {
    let value = this.command(rest, scope, []);
    while (rest[0] === '|') {
      rest.shift();
      value = this.command(rest, scope, [value]);
    }
    return value;
  }

  /** A function with its arguments, the piped one last; or a value alone. */
  private command(rest: string[], scope: Scope, piped: readonly TemplateValue[]): TemplateValue {
    const [name = ''] = rest;
    if (!/^[a-z]\w*$/i.test(name) || name === 'true' || name === 'false' || name === 'nil') {
      const head = this.operand(rest, scope);
      if (typeof head !== 'function') return head;
      return (head as Method)(...this.operands(rest, scope), ...piped);
    }
    rest.shift();
    const args = [...this.operands(rest, scope), ...piped];
    if (name === 'include') {
      const body = this.named.get(String(args[0]));
      if (!body) throw new Error(`no template is called ${String(args[0])}`);
      return this.write(body, this.scope(args[1]));
    }
    const call = FUNCTIONS[name];
    if (!call) throw new Error(`not understood: the function ${name}`);
    return call(...args);
  }

  private operands(rest: string[], scope: Scope): TemplateValue[] {
    const values: TemplateValue[] = [];
    while (rest.length > 0 && rest[0] !== '|' && rest[0] !== ')') values.push(this.operand(rest, scope));
    return values;
  }

  private operand(rest: string[], scope: Scope): TemplateValue {
    const token = rest.shift() ?? '';
    if (token === '(') {
      const value = this.pipeline(rest, scope);
      if (rest.shift() !== ')') throw new Error('not understood: a parenthesis is not closed');
      return /^\.\w/.test(rest[0] ?? '') ? called(fieldOf(value, rest.shift() ?? '')) : value;
    }
    if (/^["`]/.test(token)) return literal(token);
    if (/^-?\d/.test(token)) return Number(token);
    if (token === 'true' || token === 'false') return token === 'true';
    if (token === 'nil') return null;
    if (token === '.') return scope.dot;
    if (token.startsWith('.')) return fieldOf(scope.dot, token);
    const [, variable = '', fields = ''] = /^(\$\w*)(.*)$/.exec(token) ?? [];
    if (variable === '' || !scope.variables.has(variable)) throw new Error(`not understood: ${token}`);
    return fieldOf(scope.variables.get(variable), fields);
  }
}

interface Part {
  readonly text: string;
  /** What stands between the braces; absent for text. */
  readonly action?: string;
}

/** Texts and actions in turn, with the white space gone that a dash takes away; comments are left out. */
function split(source: string): Part[] {
  const parts: Part[] = [];
  let trimNext = false;
  let from = 0;
  const push = (raw: string, trimEnd: boolean): void => {
    const start = trimNext ? raw.trimStart() : raw;
    parts.push({ text: trimEnd ? start.trimEnd() : start });
  };
  for (const match of source.matchAll(/\{\{(- )?([\s\S]*?)( -)?\}\}/g)) {
    const [whole, before, action = '', after] = match;
    push(source.slice(from, match.index), before !== undefined);
    from = match.index + whole.length;
    trimNext = after !== undefined;
    if (!/^\s*\/\*/.test(action)) parts.push({ text: '', action });
  }
  push(source.slice(from), false);
  return parts;
}

function tokenize(action: string): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  const end = action.trimEnd().length;
  while (TOKEN.lastIndex < end) {
    const at = TOKEN.lastIndex;
    const [, token] = TOKEN.exec(action) ?? [];
    if (token === undefined) throw new Error(`not understood: ${action.slice(at).trim()}`);
    tokens.push(token);
  }
  return tokens;
}

/** `$a, $b := …` taken apart. */
function assigned(tokens: readonly string[]): {
  names: readonly string[];
  expression: readonly string[];
  isAssignment: boolean;
} {
  const at = tokens.findIndex((token) => token === ':=' || token === '=');
  if (at < 0) return { names: [], expression: tokens, isAssignment: false };
  const names = tokens.slice(0, at).filter((token) => token !== ',');
  return { names, expression: tokens.slice(at + 1), isAssignment: true };
}

function within(scope: Scope, dot: TemplateValue): Scope {
  return { dot, variables: new Map(scope.variables) };
}

function literal(token: string): string {
  return token.startsWith('`') ? token.slice(1, -1) : (JSON.parse(token) as string);
}

/** A field, and the field of that; what is not there is nothing. A function at the end is left to be called. */
function fieldOf(value: TemplateValue, fields: string): TemplateValue {
  return fields
    .split('.')
    .slice(1)
    .reduce<TemplateValue>((inner, name) => (inner as Record<string, unknown> | null | undefined)?.[name], value);
}

function called(value: TemplateValue): TemplateValue {
  return typeof value === 'function' ? (value as Method)() : value;
}

function isTrue(value: TemplateValue): boolean {
  if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0;
  return Boolean(value);
}

function text(value: TemplateValue): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** As Go writes it: keys sorted, lists not indented, single quotes where there have to be any. */
function yaml(value: TemplateValue): string {
  const options = {
    lineWidth: 0,
    aliasDuplicateObjects: false,
    indentSeq: false,
    sortMapEntries: true,
    singleQuote: true,
  };
  return stringify(value ?? null, options).trimEnd();
}

/** JSON with sorted keys. */
function json(value: TemplateValue): string {
  return JSON.stringify(value ?? null, (_, member: unknown) =>
    isMap(member)
      ? Object.fromEntries(Object.entries(member).sort(([one], [other]) => (one < other ? -1 : 1)))
      : member,
  );
}

function indent(width: TemplateValue, value: TemplateValue): string {
  return text(value).replace(/^/gm, ' '.repeat(Number(width)));
}

/** Go's `printf`, as far as strings and numbers go. */
function printf(format: TemplateValue, ...args: TemplateValue[]): string {
  const values = [...args];
  return text(format).replace(/%([%a-z])/g, (_, verb: string) => {
    if (verb === '%') return '%';
    if (verb === 'q') return JSON.stringify(text(values.shift()));
    if (!'sdv'.includes(verb)) throw new Error(`not understood: %${verb}`);
    return text(values.shift());
  });
}

const FUNCTIONS: Readonly<Record<string, Method>> = {
  add: (...numbers) => numbers.reduce<number>((sum, one) => sum + Number(one), 0),
  and: (...values) => values.find((value) => !isTrue(value)) ?? values.at(-1),
  base: (path) => text(path).split('/').at(-1),
  default: (fallback, value) => (isTrue(value) ? value : fallback),
  eq: (one, ...others) => others.some((other) => other === one),
  fail: (message) => {
    throw new Error(text(message));
  },
  gt: (one, other) => Number(one) > Number(other),
  indent,
  int: (value) => Math.trunc(Number(value)),
  join: (separator, list) => (list as readonly unknown[]).map(text).join(text(separator)),
  list: (...values) => values,
  lt: (one, other) => Number(one) < Number(other),
  ne: (one, other) => one !== other,
  nindent: (width, value) => `\n${indent(width, value)}`,
  not: (value) => !isTrue(value),
  or: (...values) => values.find(isTrue) ?? values.at(-1),
  printf,
  quote: (value) => JSON.stringify(text(value)),
  required: (message, value) => {
    if (value === undefined || value === null || value === '') throw new Error(text(message));
    return value;
  },
  sha256sum: (value) => createHash('sha256').update(text(value)).digest('hex'),
  ternary: (one, other, condition) => (isTrue(condition) ? one : other),
  toJson: json,
  toYaml: yaml,
  trim: (value) => text(value).trim(),
  trimSuffix: (suffix, value) => {
    const whole = text(value);
    return whole.endsWith(text(suffix)) ? whole.slice(0, whole.length - text(suffix).length) : whole;
  },
  trunc: (length, value) => text(value).slice(0, Number(length)),
};
