import { runInNewContext } from 'node:vm';
import { writtenSettings } from '../../../init/written-settings';
import { fc } from '../../support/property-tests';

describe('writtenSettings', () => {
  test('writes in one line what fits, and a line for each member of what does not', () => {
    const settings = { cluster: { kind: 'managed' }, tags: { first: 'x'.repeat(60), second: 'y'.repeat(60) } };
    expect(writtenSettings(settings, {})).toBe(
      [
        '{',
        "  cluster: { kind: 'managed' },",
        '  tags: {',
        `    first: '${'x'.repeat(60)}',`,
        `    second: '${'y'.repeat(60)}',`,
        '  },',
        '}',
      ].join('\n'),
    );
  });

  test('puts comments above their settings, and makes room for them', () => {
    expect(writtenSettings({ network: { nat: 'single' } }, { 'network.nat': 'One for all zones.' })).toBe(
      ['{', '  network: {', '    // One for all zones.', "    nat: 'single',", '  },', '}'].join('\n'),
    );
  });

  test('breaks a long comment before the end of the line', () => {
    const lines = writtenSettings({ state: 1 }, { state: 'word '.repeat(60).trim() }).split('\n');
    expect(lines.filter((line) => line.startsWith('  // '))).toHaveLength(3);
    expect(lines.every((line) => line.length <= 120)).toBe(true);
  });

  test('says the same as the settings, whatever is in them', () => {
    const value = fc.letrec((tie) => ({
      any: fc.oneof(
        { depthSize: 'small' },
        fc.string({ unit: 'binary' }),
        fc.integer(),
        fc.boolean(),
        fc.array(tie('any'), { maxLength: 3 }),
        fc.dictionary(fc.string(), tie('any'), { maxKeys: 3, noNullPrototype: true }),
      ),
    })).any;
    fc.assert(
      fc.property(fc.dictionary(fc.string(), value, { noNullPrototype: true }), (settings) => {
        // In a fresh realm objects have other prototypes; as JSON they are the same.
        const read: unknown = runInNewContext(`JSON.stringify(${writtenSettings(settings, {})})`);
        expect(read).toBe(JSON.stringify(settings));
      }),
      { examples: [[{ toString: 0 }], [Object.fromEntries([['__proto__', { constructor: 1 }]])]] },
    );
  });
});
