import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { handedOn, type HandedOn, STACKS_SHOWN } from '../../docs/generator/handed-on';
import { areas, areasPicture } from '../../docs/generator/areas-picture';
import { stacksPicture } from '../../docs/generator/stacks-picture';
import { PROJECT } from './support/documents';

describe('the pictures of stacks', () => {
  let shown: Map<string, HandedOn>;
  beforeAll(() => {
    shown = new Map(STACKS_SHOWN.map((name) => [name, handedOn(name)]));
  });

  test.each(STACKS_SHOWN)('show what the stacks of %s are; else: npm run docs', (name) => {
    const picture = readFileSync(join(PROJECT, 'docs', 'images', `stacks-${name}.svg`), 'utf8');
    expect(picture).toBe(stacksPicture(shown.get(name) as HandedOn));
  });

  test('have each stack after those that it reads from', () => {
    for (const { stacks, values } of shown.values()) {
      const order = stacks.map(({ name }) => name);
      expect(values.filter(({ from, to }) => order.indexOf(from) >= order.indexOf(to))).toEqual([]);
    }
  });

  test('name what is handed on in words', () => {
    const values = shown.get('prod')?.values ?? [];
    const between = (from: string, to: string) =>
      values.find((value) => value.from === `prod-${from}` && value.to === `prod-${to}`)?.what;
    expect(between('network', 'cluster')).toEqual(['network/each zone/private: id', 'network/vpc: id']);
    expect(between('managed-data', 'apps')).toContain('postgres/cluster: endpoint, reader endpoint');
    expect(between('managed-data', 'platform')).toBeUndefined();
    expect(between('network', 'apps')).toBeUndefined();
  });
});

describe('the picture of the areas', () => {
  test('shows the order that the imports are held against; else: npm run docs', () => {
    expect(readFileSync(join(PROJECT, 'docs', 'images', 'areas.svg'), 'utf8')).toBe(areasPicture());
  });

  test('has a place for every folder of the code', () => {
    const placed = new Set(areas().map(({ area }) => area));
    const folders = (folder: string) =>
      readdirSync(join(PROJECT, folder), { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => join(folder, name));
    expect(folders('constructs').filter((folder) => !placed.has(folder))).toEqual([]);
    expect(placed.size).toBe(areas().length);
  });
});
