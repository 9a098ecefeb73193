import { appendFileSync, existsSync, readFileSync } from 'node:fs';

/** Adds one line; whole lines of several processes do not mix, because each is one append. */
export function appendLine(file: string, entry: object): void {
  appendFileSync(file, `${JSON.stringify(entry)}\n`, { mode: 0o600 });
}

/** Every line so far, as `appendLine` wrote it; none if nothing has been written yet. */
export function readLines<Entry>(file: string): Entry[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Entry);
}
