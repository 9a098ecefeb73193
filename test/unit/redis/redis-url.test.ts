import { describeRedis, redisUrl } from '../../../constructs/redis';
import type { RedisConnection } from '../../../constructs/redis/connection';
import { SecretTemplate } from '../../../constructs/secrets';
import { evaluateTemplate } from '../../support/go-template';
import { testSecret } from '../../support/vaults';

const NODES = [
  { host: 'one', port: 26379 },
  { host: 'two', port: 26379 },
];
const CONNECTION: RedisConnection = {
  variant: 'external',
  address: { kind: 'single', host: 'cache', port: 6379, database: 1 },
  tls: true,
  user: 'open@webui',
  password: testSecret('prod/openwebui/redis'),
  keyPrefix: 'open-webui',
  evictionPolicy: 'noeviction',
  location: { kind: 'outside' },
};

const composed = (...args: Parameters<typeof redisUrl>) => {
  const url = redisUrl(...args);
  if (!(url instanceof SecretTemplate)) throw new Error('not composed');
  return evaluateTemplate(url.text, { secret1: '@:/?#%+ ' });
};

describe('redisUrl', () => {
  test('encodes user and password', () => {
    expect(composed(CONNECTION)).toBe('rediss://open%40webui:%40%3A%2F%3F%23%25%2B%20@cache:6379/1');
  });

  test('names no user where there is only the default one, and no TLS where there is none', () => {
    expect(composed({ ...CONNECTION, user: undefined, tls: false })).toMatch(/^redis:\/\/:%40/);
  });

  test('says nothing of a password where the server asks for none', () => {
    expect(composed({ ...CONNECTION, user: undefined, password: undefined })).toBe('rediss://cache:6379/1');
  });

  test('passes parameters on', () => {
    expect(composed(CONNECTION, { query: { ssl_ca_certs: '/ca.crt' } })).toMatch(/\/1\?ssl_ca_certs=%2Fca\.crt$/);
  });

  test('names the service behind Sentinel, and the first seed of a cluster', () => {
    const sentinel = { kind: 'sentinel', nodes: NODES, serviceName: 'mymaster', database: 0 } as const;
    expect(composed({ ...CONNECTION, address: sentinel })).toMatch(/@mymaster\/0$/);
    expect(composed({ ...CONNECTION, address: { kind: 'cluster', nodes: NODES } })).toMatch(/@one:26379\/0$/);
  });

  test('gives a whole URL as it is', () => {
    const url = testSecret('url');
    expect(redisUrl({ ...CONNECTION, address: { kind: 'url', url, port: 6379 } })).toBe(url);
  });
});

describe('describeRedis', () => {
  test('tells where the password is, never what', () => {
    expect(describeRedis('sessions', CONNECTION)).toEqual({
      use: 'sessions',
      variant: 'external',
      endpoint: 'cache:6379/1',
      user: 'open@webui',
      tls: 'TLS',
      evictionPolicy: 'noeviction',
      keyPrefix: 'open-webui',
      passwordFrom: 'test: prod/openwebui/redis#password',
    });
  });

  test.each([
    [{ kind: 'sentinel', nodes: NODES, serviceName: 'm', database: 0 }, 'm through Sentinel (one:26379, two:26379)'],
    [{ kind: 'cluster', nodes: NODES }, 'cluster of one:26379, two:26379'],
    [{ kind: 'url', url: testSecret('prod/url'), port: 6379 }, 'the URL in test: prod/url#password'],
  ] as const)('tells where %j is', (address, endpoint) => {
    expect(describeRedis('cache', { ...CONNECTION, address }).endpoint).toBe(endpoint);
  });
});
