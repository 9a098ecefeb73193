import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { defaultCell } from '../../docs/generator/cells';
import type { Setting } from '../../docs/generator/described';
import { NO_COMMENT } from '../../docs/generator/doc-comment';
import { type Page, referencePages } from '../../docs/generator/pages';
import { PROJECT } from './support/documents';

const REFERENCE = join(PROJECT, 'docs', 'reference');

describe('the reference', () => {
  let pages: Page[];
  beforeAll(() => {
    pages = referencePages();
  });
  const contentOf = (file: string) => pages.find((page) => page.file === file)?.content ?? '';

  test('is what the settings and their comments say; else: npm run docs', () => {
    const committed = readdirSync(REFERENCE).map((file) => ({
      file,
      content: readFileSync(join(REFERENCE, file), 'utf8'),
    }));
    const byName = (one: Page, other: Page) => (one.file < other.file ? -1 : 1);
    expect(committed.sort(byName)).toEqual([...pages].sort(byName));
  });

  test('says of a setting what it takes, its default and its meaning', () => {
    expect(contentOf('network.md')).toContain(
      "| `nat` | `'none'`, `'single'`, `'per-az'` | per-az; none where `egress` is none | How private",
    );
    expect(contentOf('network.md')).toMatch(/\| `vpcId` \| a VPC id, \S+ for example \| \*\*required\*\* \|/);
    expect(contentOf('postgres.md')).toMatch(
      /\| `readers` \| whole number, 0 to 15 \| `1` \| Readers beside the writer/,
    );
  });

  test('tells the variants of the Redis servers once, with the defaults in which they differ', () => {
    const redis = contentOf('redis.md');
    expect(redis.match(/^### `managed`$/gm)).toHaveLength(1);
    expect(redis).toMatch(/\| `evictionPolicy` \|.*\| `'noeviction'`; `litellm`: `'allkeys-lru'` \|/);
  });

  test('lists every protected value with the setting to use instead', () => {
    expect(contentOf('protected-values.md')).toMatch(/\| `database\.writer` \| .+ \| the environment's `postgres` \|/);
  });

  test('refuses a comment that says another default than the schema has', () => {
    const setting = (defaultValue: number, said: string): Setting => ({
      name: 'replicas',
      schema: z.int(),
      written: { comment: NO_COMMENT },
      comment: { ...NO_COMMENT, defaultValue: said },
      required: false,
      defaultValue,
    });
    expect(defaultCell(setting(2, '2'))).toBe('`2`');
    expect(defaultCell(setting(2, '2, or 3 where it is cold'))).toBe('2, or 3 where it is cold');
    expect(() => defaultCell(setting(2, '3'))).toThrow('the default of replicas is 2, but its comment says "3"');
  });
});
