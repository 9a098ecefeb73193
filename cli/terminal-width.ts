/** Used where the output is no terminal. */
const DEFAULT_WIDTH = 160;

/** How many characters a line of standard output has. */
export function terminalWidth(): number {
  return process.stdout.columns || DEFAULT_WIDTH;
}
