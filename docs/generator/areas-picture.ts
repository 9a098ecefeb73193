import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { wrap } from '../../rehearsal/report/text-table';
import { lettersIn, rowsOf, tile, tiledPicture, tileHeight } from './tiles';

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
const WIDTH = 196;
const GAP = 10;

/** The areas as floors of a house: whoever stands higher may import what is lower, or before it on the same floor. */
export function areasPicture(): string {
  const boxes = areas().map(({ area, holds }, index) => ({
    title: [`${index + 1}. ${area.replace(/^constructs\/(?!index)/, '')}`],
    lines: wrap(holds, lettersIn(WIDTH)),
  }));
  const floors = Array.from({ length: Math.ceil(boxes.length / COLUMNS) }, (_, floor) =>
    boxes.slice(floor * COLUMNS, (floor + 1) * COLUMNS),
  ).reverse();
  const heights = floors.map((floor) => Math.max(...floor.map(tileHeight)));
  const { tops, end } = rowsOf(heights, GAP);
  const tiles = floors.flatMap((floor, row) =>
    floor.map((box, column) =>
      tile('application', box, {
        left: GAP + column * (WIDTH + GAP),
        top: tops[row] ?? 0,
        width: WIDTH,
        height: heights[row] ?? 0,
      }),
    ),
  );
  return tiledPicture(
    'The areas of the code in their order, from the ground up',
    COLUMNS * (WIDTH + GAP) + GAP,
    end,
    tiles,
  );
}
