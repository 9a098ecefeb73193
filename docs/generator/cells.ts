import { z } from 'zod';
import type { Setting } from './described';
import type { DocComment } from './doc-comment';
import { prose, sentence } from './markdown';
import { literal } from './words';

/** What a comment says, with its sources. */
export function meaning({ text, see }: DocComment): string {
  const sources = see.map((address) => `([source](${address}))`);
  return [prose(sentence(text)), ...sources].filter((part) => part !== '').join(' ');
}

/** The same as a paragraph; nothing where the comment is empty. */
export function paragraph(comment: DocComment): string[] {
  return comment.text === '' ? [] : [meaning(comment), ''];
}

/**
 * What a setting is where a file does not give it: as the schema has it, or as the comment explains it.
 * @throws Error when the comment says another default than the schema has
 */
export function defaultCell({ name, comment, required, defaultValue, schema }: Setting): string {
  if (required) return '**required**';
  const isPlain = ['string', 'number', 'boolean'].includes(typeof defaultValue);
  const said = comment.defaultValue;
  if (isPlain && said?.includes(String(defaultValue)) === false) {
    throw new Error(`the default of ${name} is ${String(defaultValue)}, but its comment says "${said}"`);
  }
  if (isPlain && !said?.includes(',')) return literal(defaultValue);
  if (said !== undefined) return prose(said);
  if (defaultValue === undefined) return '';
  // A block's own settings show theirs.
  return schema instanceof z.ZodObject ? '' : literal(defaultValue);
}

/** The defaults of the same setting at several places: the first one's, and of each that differs. */
export function defaultsCell(settings: readonly { readonly path: string; readonly setting: Setting }[]): string {
  const [first, ...others] = settings.map(({ path, setting }) => ({ path, text: defaultCell(setting) }));
  const different = others.filter(({ text }) => text !== first?.text);
  return [first?.text ?? '', ...different.map(({ path, text }) => `\`${path}\`: ${text}`)].join('; ');
}
