import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Document, PROJECT, writtenDocuments } from './support/documents';

const FOLDER = join('docs', 'recipes');
const files = readdirSync(join(PROJECT, FOLDER)).filter((file) => /\.(ts|yaml)$/.test(file));
const pages = writtenDocuments().filter(({ path }) => path.startsWith(FOLDER));
const index = pages.find(({ path }) => path.endsWith('README.md'));

/** An environment's file without what its page leaves out: the import. */
function shownPart(file: string): string {
  return readFileSync(join(PROJECT, FOLDER, file), 'utf8').replace(/^import .*\n\n/, '');
}

function shows(page: Document, file: string): boolean {
  return page.snippets.some(({ code }) => code === shownPart(file));
}

describe('the recipes', () => {
  test.each(files)('%s stands on a page as it is', (file) => {
    expect(pages.filter((page) => shows(page, file)).map(({ path }) => path)).toHaveLength(1);
  });

  test.each(files)('%s is in the index', (file) => {
    expect(index?.prose).toContain(`](${file})`);
  });

  test('have a page each in the index', () => {
    const recipes = pages.filter((page) => files.some((file) => shows(page, file)));
    expect(recipes.length).toBeGreaterThan(3);
    for (const { path } of recipes) expect(index?.prose).toContain(`](${path.slice(FOLDER.length + 1)})`);
  });
});
