import { Names } from '../../../constructs/names/names';
import { fc } from '../../support/property-tests';

describe('Names', () => {
  test('puts the environment before the thing', () => {
    expect(new Names('prod').of('aurora')).toBe('prod-aurora');
  });

  test('never exceeds the limit, and keeps names that differ late apart', () => {
    const thing = fc.stringMatching(/^[a-z][a-z0-9-]{1,80}$/);
    fc.assert(
      fc.property(thing, thing, fc.integer({ min: 20, max: 63 }), (one, other, limit) => {
        const names = new Names('prod');
        expect(names.of(one, limit).length).toBeLessThanOrEqual(limit);
        if (one !== other) expect(names.of(one, limit)).not.toBe(names.of(other, limit));
      }),
    );
  });

  test('ends in no hyphen before the hash', () => {
    expect(new Names('prod').of(`a${'-'.repeat(40)}b`, 20)).toMatch(/^prod-a-[0-9a-f]{6}$/);
  });

  test.each(['Prod', 'prod_1', '-prod', 'prod-', ''])('refuses %j, which no name can begin with', (first) => {
    expect(() => new Names(first)).toThrow(
      `the first part of all names is ${JSON.stringify(first)}; it takes lower case letters, digits and hyphens`,
    );
  });
});
