/** The values of each choice, by name. */
type Choices = Readonly<Record<string, readonly string[]>>;

/** One value of each choice. */
type Row = Readonly<Record<string, string>>;

/** The same, by the names of these choices. */
type RowOf<C extends Choices> = { readonly [Name in keyof C]: C[Name][number] };

/**
 * A small table in which every two values that can go together do, in one row at least: most mistakes are of two choices.
 * Always the same one, made greedily.
 * @param isPossible whether a row can be; it is also asked of rows with few choices made
 */
export function pairwise<C extends Choices>(choices: C, isPossible: (row: Partial<RowOf<C>>) => boolean): RowOf<C>[] {
  return tableOf(choices, (row) => isPossible(row as Partial<RowOf<C>>)) as RowOf<C>[];
}

function tableOf(choices: Choices, isPossible: (row: Partial<Row>) => boolean): Row[] {
  const names = Object.keys(choices);
  const missing = new Map(
    pairsOf(names).flatMap(([one, other]) =>
      (choices[one] ?? []).flatMap((left) =>
        (choices[other] ?? [])
          .map((right) => ({ [one]: left, [other]: right }))
          .filter((pair) => completed(pair, choices, isPossible, new Map()) !== undefined)
          .map((pair) => [key(pair), pair] as const),
      ),
    ),
  );
  const rows: Row[] = [];
  for (let pair = first(missing); pair; pair = first(missing)) {
    const row = completed(pair, choices, isPossible, missing);
    if (!row) throw new Error('a pair that is possible is in no row');
    for (const [one, other] of pairsOf(names)) missing.delete(key({ [one]: row[one], [other]: row[other] }));
    rows.push(row);
  }
  return rows;
}

/** The row with that pair and, choice by choice, what brings most pairs that are missing. */
function completed(
  start: Partial<Row>,
  choices: Choices,
  isPossible: (row: Partial<Row>) => boolean,
  missing: ReadonlyMap<string, object>,
): Row | undefined {
  const open = Object.keys(choices).find((name) => start[name] === undefined);
  if (!isPossible(start)) return undefined;
  if (open === undefined) return start as Row;
  const brings = (value: string) =>
    Object.entries(start).filter(([name, other]) => missing.has(key({ [name]: other, [open]: value }))).length;
  const ranked = [...(choices[open] ?? [])].sort((one, other) => brings(other) - brings(one));
  for (const value of ranked) {
    const row = completed({ ...start, [open]: value }, choices, isPossible, missing);
    if (row) return row;
  }
  return undefined;
}

function pairsOf(names: readonly string[]): (readonly [string, string])[] {
  return names.flatMap((one, index) => names.slice(index + 1).map((other) => [one, other] as const));
}

function key(pair: Readonly<Record<string, string | undefined>>): string {
  return Object.entries(pair)
    .map(([name, value]) => `${name}=${value ?? ''}`)
    .sort()
    .join('&');
}

function first<T>(map: ReadonlyMap<string, T>): T | undefined {
  return [...map.values()][0];
}
