import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { standalonePicture } from './generator/standalone-picture';

/** The environments that the documentation shows: each chooses its data stores differently. */
const SHOWN = ['prod', 'staging', 'local', 'external'];

/** From the pages that `npm run rehearse -- prod staging local external` writes. */
for (const name of SHOWN) {
  const page = readFileSync(join(__dirname, '..', '.rehearsal', `${name}.html`), 'utf8');
  writeFileSync(join(__dirname, 'images', `${name}.svg`), standalonePicture(page));
  process.stdout.write(`docs/images/${name}.svg\n`);
}
