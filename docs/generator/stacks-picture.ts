import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { escapeHtml } from '../../rehearsal/report/escape-html';
import { wrap } from '../../rehearsal/report/text-table';
import type { HandedOn } from './handed-on';
import { pictureStyle } from './standalone-picture';

const STYLE = join(__dirname, '..', '..', 'rehearsal', 'report', 'html-report.css');

const CELL = { width: 214, padding: 12, title: 17, line: 14, gap: 12 } as const;
/** How many letters of the small text fit into a cell. */
const LETTERS = Math.floor((CELL.width - 2 * CELL.padding) / 6.2);

/** What is in the cells: a stack on the diagonal, what it hands on to the right of it, above the one that reads it. */
interface Cell {
  readonly column: number;
  readonly row: number;
  readonly title: readonly string[];
  readonly lines: readonly string[];
}

/**
 * The stacks of an environment on the diagonal of a table, in their order. What a stack hands on stands in its row, in
 * the column of the stack that reads it.
 */
export function stacksPicture({ stacks, values }: HandedOn): string {
  const place = (name: string): number => stacks.findIndex((stack) => stack.name === name);
  const cells: Cell[] = [
    ...stacks.map(({ name, providers }, index) => ({
      column: index,
      row: index,
      title: [name],
      lines: wrap(providers.join(', '), LETTERS),
    })),
    ...values.map(({ from, to, what }) => ({
      column: place(to),
      row: place(from),
      title: [],
      lines: what.flatMap((value) => wrap(value, LETTERS)),
    })),
  ];
  const heights = stacks.map((_, row) => Math.max(...cells.filter((cell) => cell.row === row).map(heightOf)));
  const tops = heights.map((_, row) =>
    heights.slice(0, row).reduce((sum, height) => sum + height + CELL.gap, CELL.gap),
  );
  const width = stacks.length * (CELL.width + CELL.gap) + CELL.gap;
  const height = (tops.at(-1) ?? 0) + (heights.at(-1) ?? 0) + CELL.gap;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="diagram" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="The stacks in their order, and what each hands on">`,
    `<style>${pictureStyle(readFileSync(STYLE, 'utf8'))}</style>`,
    `<rect width="${width}" height="${height}" rx="12" style="fill: var(--panel)"/>`,
    ...cells.map((cell) => cellText(cell, tops[cell.row] ?? 0, heights[cell.row] ?? 0)),
    '</svg>',
    '',
  ].join('\n');
}

function heightOf({ title, lines }: Cell): number {
  return 2 * CELL.padding + title.length * CELL.title + lines.length * CELL.line;
}

function cellText({ column, row, title, lines }: Cell, top: number, height: number): string {
  const left = CELL.gap + column * (CELL.width + CELL.gap);
  const texts = [
    ...title.map((text) => ({ text, style: 'title', height: CELL.title })),
    ...lines.map((text) => ({ text, style: 'detail', height: CELL.line })),
  ];
  let y = top + CELL.padding;
  const written = texts.map(({ text, style, height: line }) => {
    y += line;
    return `<text class="${style}" x="${left + CELL.padding}" y="${y - 3}">${escapeHtml(text)}</text>`;
  });
  const kind = column === row ? 'application' : 'outside';
  return `<g class="box ${kind}"><rect x="${left}" y="${top}" width="${CELL.width}" height="${height}" rx="8"/>${written.join('')}</g>`;
}
