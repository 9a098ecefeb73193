/** The most single-character edits between two words that still look like a slip of the same word. */
const SLIP = 3;

/** The word among `known` that `word` was probably meant to be, where one is near enough. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const lower = word.toLowerCase();
  const ranked = known
    .map((candidate) => ({ candidate, edits: edits(lower, candidate.toLowerCase()) }))
    .sort((one, other) => one.edits - other.edits);
  const best = ranked[0];
  // Half of a short word may not be edited away: "s3" is no slip of "nat".
  return best && best.edits <= Math.min(SLIP, Math.ceil(word.length / 2)) ? best.candidate : undefined;
}

/** The fewest insertions, deletions and replacements that make one word the other (Levenshtein). */
function edits(one: string, other: string): number {
  let previous = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let row = 1; row <= one.length; row++) {
    const current = [row];
    for (let column = 1; column <= other.length; column++) {
      const replaced = (previous[column - 1] ?? 0) + (one[row - 1] === other[column - 1] ? 0 : 1);
      current.push(Math.min(replaced, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[other.length] ?? 0;
}
