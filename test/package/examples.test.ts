import { join } from 'node:path';
import { Construct } from 'constructs';
import * as constructs from '../../constructs';
import { PROJECT } from '../docs/support/documents';
import { typeErrors } from '../support/type-errors';
import { asFile, examples, synthesized } from './support/examples';

const all = examples();

/** The classes of constructs that the package exports, as the source calls them. */
const exported = Object.values(constructs)
  .filter((value): value is typeof Construct => typeof value === 'function' && value.prototype instanceof Construct)
  .map(({ name }) => name);

describe('the constructs’ examples', () => {
  test('are there for every construct that is exported', () => {
    expect(exported.length).toBeGreaterThan(30);
    expect(exported.filter((name) => !all.some(({ of }) => of === name)).sort()).toEqual([]);
  });

  test('compile', () => {
    const files = new Map(
      all.map((example) => [join(PROJECT, 'test', 'package', 'support', `example-${example.of}.ts`), asFile(example)]),
    );
    expect(typeErrors(files)).toEqual([]);
  });

  test.each(all.map((example) => [example.of, example] as const))('that of %s synthesizes', (_, example) => {
    const { made, given } = synthesized(example);
    expect(made).not.toBe(given);
  });
});
