import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { standalonePicture } from './generator/standalone-picture';

/** The page that `npm run rehearse -- prod` writes, and the picture that the README shows. */
const PAGE = join(__dirname, '..', '.rehearsal', 'prod.html');
const PICTURE = join(__dirname, 'images', 'prod.svg');

writeFileSync(PICTURE, standalonePicture(readFileSync(PAGE, 'utf8')));
process.stdout.write('docs/images/prod.svg\n');
