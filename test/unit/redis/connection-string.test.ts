import { parseRedisUrl } from '../../../constructs/redis/connection-string';
import { fc } from '../../support/property-tests';

describe('parseRedisUrl', () => {
  test('takes a connection string apart', () => {
    expect(parseRedisUrl('rediss://chat:${REDIS_PASSWORD}@cache.corp:6380/2')).toEqual({
      kind: 'parts',
      parts: { host: 'cache.corp', port: 6380, user: 'chat', password: '${REDIS_PASSWORD}', database: 2, tls: true },
    });
  });

  test('knows what a connection string leaves out', () => {
    expect(parseRedisUrl('redis://:${P}@cache')).toEqual({
      kind: 'parts',
      parts: { host: 'cache', port: 6379, user: undefined, password: '${P}', database: 0, tls: false },
    });
    expect(parseRedisUrl('redis://cache:6379')).toMatchObject({ parts: { password: undefined } });
  });

  test('takes a whole string in a variable', () => {
    expect(parseRedisUrl('${REDIS_URL}')).toEqual({ kind: 'variable', reference: '${REDIS_URL}' });
  });

  test.each([
    ['valkey://cache', 'begins with valkey://; it takes rediss:// or redis://'],
    ['redis://cache/sessions', 'a logical database that is not a number'],
    ['rediss://cache?ssl_cert_reqs=none', 'parameters after "?"'],
    ['cache:6379', 'is not a connection string'],
  ])('refuses %s', (text, problem) => {
    expect(parseRedisUrl(text)).toEqual({ kind: 'problem', problem: expect.stringContaining(problem) as string });
  });

  test('refuses a password in plain text, and never repeats it', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 8 }), (secret) => {
        const parsed = parseRedisUrl(`redis://:${secret}@h`);
        expect(parsed.kind === 'problem' || /^\$\{[A-Z_][A-Z0-9_]*\}$/.test(secret)).toBe(true);
        if (parsed.kind === 'problem') expect(parsed.problem).not.toContain(secret);
      }),
    );
  });
});
