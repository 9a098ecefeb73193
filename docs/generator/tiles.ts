import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { escapeHtml } from '../../rehearsal/report/escape-html';
import { pictureStyle } from './standalone-picture';

const STYLE = join(__dirname, '..', '..', 'rehearsal', 'report', 'html-report.css');

const PADDING = 12;
const LINE = { title: 17, detail: 14 } as const;
/** Room that a letter of the small text takes. */
const LETTER = 6.2;

/** What is written in a box of a picture. */
export interface TileText {
  readonly title: readonly string[];
  readonly lines: readonly string[];
}

/** Where a box stands, and how large it is. */
export interface TilePlace {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** How many letters of the small text fit into a box. */
export function lettersIn(width: number): number {
  return Math.floor((width - 2 * PADDING) / LETTER);
}

/** How high a box has to be for what is written in it. */
export function tileHeight({ title, lines }: TileText): number {
  return 2 * PADDING + title.length * LINE.title + lines.length * LINE.detail;
}

/** @param kind the class that the box has in the page of a rehearsal */
export function tile(kind: string, { title, lines }: TileText, { left, top, width, height }: TilePlace): string {
  const texts = [
    ...title.map((text) => ({ text, style: 'title' as const })),
    ...lines.map((text) => ({ text, style: 'detail' as const })),
  ];
  let y = top + PADDING;
  const written = texts.map(({ text, style }) => {
    y += LINE[style];
    return `<text class="${style}" x="${left + PADDING}" y="${y - 3}">${escapeHtml(text)}</text>`;
  });
  return `<g class="box ${kind}"><rect x="${left}" y="${top}" width="${width}" height="${height}" rx="8"/>${written.join('')}</g>`;
}

/** A picture that needs nothing besides itself, in the colours of the page of a rehearsal. */
export function tiledPicture(label: string, width: number, height: number, tiles: readonly string[]): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="diagram" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${label}">`,
    `<style>${pictureStyle(readFileSync(STYLE, 'utf8'))}</style>`,
    `<rect width="${width}" height="${height}" rx="12" style="fill: var(--panel)"/>`,
    ...tiles,
    '</svg>',
    '',
  ].join('\n');
}

/** Where each of several rows begins, one below the other, and where the last one ends. */
export function rowsOf(
  heights: readonly number[],
  gap: number,
): { readonly tops: readonly number[]; readonly end: number } {
  let top = gap;
  const tops = heights.map((height) => {
    const here = top;
    top += height + gap;
    return here;
  });
  return { tops, end: top };
}
