import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { escapeHtml } from '../../rehearsal/report/escape-html';
import { wrap } from '../../rehearsal/report/text-table';
import { pictureStyle } from './standalone-picture';

const ROOT = join(__dirname, '..', '..');

/** A part of the project, and what is in it. */
export interface Area {
  /** Its folder, or its file without the ending. */
  readonly area: string;
  readonly holds: string;
}

/** Every area, from the ground up: the list that `npm run check` holds the imports against. */
export function areas(): readonly Area[] {
  return (JSON.parse(readFileSync(join(ROOT, 'etc', 'areas.json'), 'utf8')) as { areas: readonly Area[] }).areas;
}

const COLUMNS = 5;
const BOX = { width: 196, padding: 12, title: 18, line: 14, gap: 10 } as const;
/** How many letters of the small text fit into a box. */
const LETTERS = Math.floor((BOX.width - 2 * BOX.padding) / 6.2);

/** The areas as floors of a house: whoever stands higher may import what is lower, or before it on the same floor. */
export function areasPicture(): string {
  const boxes = areas().map(({ area, holds }, index) => ({
    title: `${index + 1}. ${area.replace(/^constructs\/(?!index)/, '')}`,
    lines: wrap(holds, LETTERS),
  }));
  const floors = Array.from({ length: Math.ceil(boxes.length / COLUMNS) }, (_, floor) =>
    boxes.slice(floor * COLUMNS, (floor + 1) * COLUMNS),
  ).reverse();
  const heights = floors.map((floor) => Math.max(...floor.map(({ lines }) => heightOf(lines))));
  const width = COLUMNS * (BOX.width + BOX.gap) + BOX.gap;
  const height = heights.reduce((sum, one) => sum + one + BOX.gap, BOX.gap);
  const drawn = floors.flatMap((floor, row) => {
    const top = heights.slice(0, row).reduce((sum, one) => sum + one + BOX.gap, BOX.gap);
    return floor.map((box, column) => drawnBox(box, BOX.gap + column * (BOX.width + BOX.gap), top, heights[row] ?? 0));
  });
  const style = pictureStyle(readFileSync(join(ROOT, 'rehearsal', 'report', 'html-report.css'), 'utf8'));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="diagram" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="The areas of the code in their order, from the ground up">`,
    `<style>${style}</style>`,
    `<rect width="${width}" height="${height}" rx="12" style="fill: var(--panel)"/>`,
    ...drawn,
    '</svg>',
    '',
  ].join('\n');
}

function heightOf(lines: readonly string[]): number {
  return 2 * BOX.padding + BOX.title + lines.length * BOX.line;
}

function drawnBox(
  { title, lines }: { readonly title: string; readonly lines: readonly string[] },
  left: number,
  top: number,
  height: number,
): string {
  const x = left + BOX.padding;
  const y = top + BOX.padding + BOX.title;
  const details = lines.map(
    (text, index) => `<text class="detail" x="${x}" y="${y + (index + 1) * BOX.line - 3}">${escapeHtml(text)}</text>`,
  );
  return `<g class="box application"><rect x="${left}" y="${top}" width="${BOX.width}" height="${height}" rx="8"/><text class="title" x="${x}" y="${y - 5}">${escapeHtml(title)}</text>${details.join('')}</g>`;
}
