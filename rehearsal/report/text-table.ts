/** A column is not made narrower than this, in characters. */
const NARROWEST = 10;

/** Between two columns. */
const GAP = '  ';

/**
 * A table as lines of text: columns as wide as their widest cell, and where that is too wide in all, the widest ones
 * narrower and their cells on several lines. Columns without any content are left out.
 */
export function textTable(headings: readonly string[], rows: readonly (readonly string[])[], width: number): string[] {
  const used = headings.map((_, column) => rows.some((row) => (row[column] ?? '') !== ''));
  const keep = (row: readonly string[]): string[] =>
    headings.map((_, column) => row[column] ?? '').filter((_, at) => used[at]);
  const lines = [keep(headings), ...rows.map(keep)];
  const widths = fit(lines, width);
  return lines.flatMap((cells) => {
    const wrapped = cells.map((cell, column) => wrap(cell, widths[column] ?? NARROWEST));
    const height = Math.max(...wrapped.map((parts) => parts.length));
    return Array.from({ length: height }, (_, line) =>
      wrapped
        .map((parts, column) => (parts[line] ?? '').padEnd(widths[column] ?? 0))
        .join(GAP)
        .trimEnd(),
    );
  });
}

function fit(lines: readonly (readonly string[])[], width: number): number[] {
  const widths = (lines[0] ?? []).map((_, column) => Math.max(...lines.map((cells) => cells[column]?.length ?? 0)));
  const total = (): number => widths.reduce((sum, one) => sum + one, 0) + GAP.length * (widths.length - 1);
  while (total() > width) {
    const widest = widths.indexOf(Math.max(...widths));
    if ((widths[widest] ?? 0) <= NARROWEST) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return widths;
}

/** Breaks a text into pieces no longer than `width`, after a separator where there is one that leaves no stub. */
export function wrap(text: string, width: number): string[] {
  const pieces: string[] = [];
  let rest = text;
  while (rest.length > width) {
    const separator = Math.max(...[' ', '.', '/', ':', '#', '-', ','].map((sign) => rest.lastIndexOf(sign, width - 1)));
    const length = separator >= width / 3 ? separator + 1 : width;
    pieces.push(rest.slice(0, length).trimEnd());
    rest = rest.slice(length).trimStart();
  }
  return [...pieces, rest];
}
