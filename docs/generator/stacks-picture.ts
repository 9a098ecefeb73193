import { wrap } from '../../rehearsal/report/text-table';
import type { HandedOn } from './handed-on';
import { lettersIn, rowsOf, tile, tiledPicture, tileHeight, type TileText } from './tiles';

const WIDTH = 214;
const GAP = 12;
const LETTERS = lettersIn(WIDTH);

/** What is in the cells: a stack on the diagonal, what it hands on to the right of it, above the one that reads it. */
interface Cell extends TileText {
  readonly column: number;
  readonly row: number;
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
  const heights = stacks.map((_, row) => Math.max(...cells.filter((cell) => cell.row === row).map(tileHeight)));
  const { tops, end } = rowsOf(heights, GAP);
  const tiles = cells.map((cell) =>
    tile(cell.column === cell.row ? 'application' : 'outside', cell, {
      left: GAP + cell.column * (WIDTH + GAP),
      top: tops[cell.row] ?? 0,
      width: WIDTH,
      height: heights[cell.row] ?? 0,
    }),
  );
  return tiledPicture(
    'The stacks in their order, and what each hands on',
    stacks.length * (WIDTH + GAP) + GAP,
    end,
    tiles,
  );
}
