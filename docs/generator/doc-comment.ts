import ts from 'typescript';

/** What stands in front of a declaration. */
export interface DocComment {
  /** The text without tags, on one line. */
  readonly text: string;
  /** What `@defaultValue` says. */
  readonly defaultValue?: string;
  /** Addresses that `@see` names. */
  readonly see: readonly string[];
}

export const NO_COMMENT: DocComment = { text: '', see: [] };

/**
 * The documentation comment directly in front of a node, whatever the node is: an entry of a list has one as well.
 * @returns an empty comment where there is none
 */
export function docCommentOf(node: ts.Node): DocComment {
  const source = node.getSourceFile().text;
  const range = (ts.getLeadingCommentRanges(source, node.pos) ?? [])
    .filter(({ pos }) => source.startsWith('/**', pos))
    .at(-1);
  return range ? parse(source.slice(range.pos, range.end)) : NO_COMMENT;
}

function parse(comment: string): DocComment {
  const inner = comment
    .replace(/^\/\*\*|\*\/$/g, '')
    .replace(/^\s*\*\s?/gm, '')
    .replace(/\{@link (\w+)\}/g, '`$1`')
    .trim();
  // A tag begins a line, or follows a sentence on the only one.
  const [text = '', ...tags] = inner.split(/(?:^|\s)@(?=(?:defaultValue|see|internal|interface|param|returns)\b)/);
  const valuesOf = (tag: string) =>
    tags.filter((one) => one.startsWith(tag)).map((one) => oneLine(one.slice(tag.length)));
  return { text: oneLine(text), defaultValue: valuesOf('defaultValue')[0], see: valuesOf('see') };
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
