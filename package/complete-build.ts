import { cpSync, rmSync } from 'node:fs';
import { extname, join } from 'node:path';

const PROJECT = join(__dirname, '..');
const BUILT = join(PROJECT, 'dist');

/** What lies beside the code and is read from there at run time; the charts go into the stacks as they are. */
const FOLDERS = ['charts', 'policy', 'rehearsal'];

/** Source, and what starts it without a build. */
const LEFT_OUT = ['.ts', '.cjs'];

/**
 * Puts beside the compiled code what it reads from its own folder, so that paths hold there as they do in the source.
 * `clean` as an argument empties the folder instead: what has no source any more would be published with the rest.
 */
function main(): void {
  if (process.argv[2] === 'clean') {
    rmSync(BUILT, { recursive: true, force: true });
    return;
  }
  for (const folder of FOLDERS) {
    cpSync(join(PROJECT, folder), join(BUILT, folder), {
      recursive: true,
      filter: (path) => !LEFT_OUT.includes(extname(path)),
    });
  }
}

main();
