import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const FOLDER = join(__dirname, '..', 'synth', '__snapshots__');

/**
 * Holds a text against the file of that name in `test/synth/__snapshots__`. A new one is written, and a changed one with
 * `jest --updateSnapshot`, as Jest does with snapshots of its own; `--ci` writes nothing.
 */
export function expectSnapshotFile(name: string, text: string): void {
  const file = join(FOLDER, name);
  const update = snapshotUpdate();
  if (update === 'all' || (update === 'new' && !existsSync(file))) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  const known = existsSync(file) ? readFileSync(file, 'utf8') : `no ${relative(process.cwd(), file)}`;
  expect(text).toBe(known);
}

/** What becomes of snapshots that differ: all are written, only new ones, or none. */
export function snapshotUpdate(): 'all' | 'new' | 'none' {
  const { _updateSnapshot: update } = expect.getState().snapshotState as unknown as {
    readonly _updateSnapshot: 'all' | 'new' | 'none';
  };
  return update;
}

/** The snapshot as it was written last; empty for one that is not there yet. */
export function readSnapshotFile(name: string): string {
  const file = join(FOLDER, name);
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}
