import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { referencePages } from './generator/pages';

/** Where the reference is. */
const REFERENCE = join(__dirname, 'reference');

// A page whose block is gone goes too.
mkdirSync(REFERENCE, { recursive: true });
const pages = referencePages();
for (const file of readdirSync(REFERENCE)) {
  if (!pages.some((page) => page.file === file)) rmSync(join(REFERENCE, file));
}
for (const { file, content } of pages) writeFileSync(join(REFERENCE, file), content);
process.stdout.write(`${pages.length} pages in docs/reference\n`);
