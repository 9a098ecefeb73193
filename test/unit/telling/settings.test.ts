import * as constructs from '../../../constructs';
import { managedPostgresSettings } from '../../../constructs/postgres/settings';
import { externalRedisSettings } from '../../../constructs/redis/settings';
import { UserError } from '../../../constructs/telling/problems';

/** What is told of a mistake. */
function told(mistake: () => unknown): string {
  try {
    mistake();
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
  return '';
}

/** Parts of blocks, which stand in no construct by themselves. */
const PARTS = ['NodeGroupSettings', 'PolicyEngineSettings'];

describe('settings', () => {
  test('fills the defaults in', () => {
    expect(managedPostgresSettings({ kind: 'managed', readers: 3 })).toMatchObject({
      readers: 3,
      engineVersion: '17',
      capacity: { kind: 'serverless', minAcu: 0.5, maxAcu: 4 },
    });
  });

  test('have a misspelt setting not compile, and tell what was meant where nobody compiles', () => {
    // @ts-expect-error: it is `readers`
    expect(told(() => managedPostgresSettings({ kind: 'managed', reader: 2 }))).toBe(
      ['managedPostgresSettings: 1 problem', '  reader is no setting; did you mean readers?'].join('\n'),
    );
  });

  test('tell all mistakes at once, as those of an environment’s file are told', () => {
    expect(
      told(() =>
        managedPostgresSettings({
          kind: 'managed',
          readers: 16,
          // @ts-expect-error: there is no such block
          storage: {},
          capacity: { kind: 'serverless', minAcu: -1 },
        }),
      ).split('\n'),
    ).toEqual([
      'managedPostgresSettings: 3 problems',
      '  capacity.minAcu is -1; it takes at least 0',
      '  readers is 16; it takes at most 15',
      '  storage is no setting',
      '    known here: backupRetentionDays, capacity, certificateAuthority, elsewhere, engineVersion, kind, readers',
    ]);
  });

  test('show no secret that stands in a wrong place', () => {
    const message = told(() => externalRedisSettings({ kind: 'external', url: 'redis://a', password: 'p1ain-te%t' }));
    expect(message).toContain('password holds a secret in plain text');
    expect(message).not.toContain('p1ain');
  });

  test('say what the whole is where it is no block', () => {
    // @ts-expect-error: it takes a block
    expect(told(() => managedPostgresSettings('managed'))).toBe(
      ['managedPostgresSettings: 1 problem', '  the block of settings is "managed"; it takes a block of settings'].join(
        '\n',
      ),
    );
  });

  test('are there for every block of settings that the library exports', () => {
    const functions = Object.keys(constructs);
    const blocks = functions.filter((name) => /^[A-Z]\w+Settings$/.test(name) && !PARTS.includes(name));
    const missing = blocks.filter(
      (name) => !functions.some((one) => one.toLowerCase() === name.toLowerCase() && one !== name),
    );
    expect(blocks.length).toBeGreaterThan(30);
    expect(missing).toEqual([]);
  });
});
