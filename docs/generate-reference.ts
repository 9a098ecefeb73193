import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { areasPicture } from './generator/areas-picture';
import { handedOn, STACKS_SHOWN } from './generator/handed-on';
import { referencePages } from './generator/pages';
import { stacksPicture } from './generator/stacks-picture';

/** Where the reference is. */
const REFERENCE = join(__dirname, 'reference');

// A page whose block is gone goes too.
mkdirSync(REFERENCE, { recursive: true });
const pages = referencePages();
for (const file of readdirSync(REFERENCE)) {
  if (!pages.some((page) => page.file === file)) rmSync(join(REFERENCE, file));
}
for (const { file, content } of pages) writeFileSync(join(REFERENCE, file), content);

for (const name of STACKS_SHOWN) {
  writeFileSync(join(__dirname, 'images', `stacks-${name}.svg`), stacksPicture(handedOn(name)));
}
writeFileSync(join(__dirname, 'images', 'areas.svg'), areasPicture());
process.stdout.write(`${pages.length} pages in docs/reference\n`);
