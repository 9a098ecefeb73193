import { stripVTControlCharacters } from 'node:util';

/** A frame of cdktf's spinner: a character of Braille and what it is doing. */
const SPINNER = /^[\u2800-\u28ff] /;

/** The end of what a program printed, which says why it failed: without colours, spinners and empty lines. */
export function lastWords(printed: string, lines: number): string {
  return stripVTControlCharacters(printed)
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '' && !SPINNER.test(line))
    .slice(-lines)
    .join('\n');
}
