import { AuthorityMounts } from '../../../constructs/kubernetes/authority-mounts';
import { litellmRedis } from '../../../constructs/litellm/redis';
import type { RedisConnection } from '../../../constructs/redis/connection';
import { IN_CLUSTER_SECRET_STORE, type SecretRef } from '../../../constructs/secrets/secret-ref';

const password: SecretRef = { store: IN_CLUSTER_SECRET_STORE, entry: 'redis', property: 'password' };
const nodes = [
  { host: 'one', port: 26_379 },
  { host: 'two', port: 26_379 },
];

function told(
  connection: Partial<RedisConnection>,
  seedsKey: 'startup_nodes' | 'redis_startup_nodes' = 'startup_nodes',
) {
  const authorities = new AuthorityMounts();
  const redis = litellmRedis({
    connection: {
      variant: 'test',
      address: { kind: 'single', host: 'redis.example.com', port: 6380, database: 2 },
      location: { kind: 'outside' },
      tls: true,
      password,
      ...connection,
    },
    prefix: 'LITELLM_CACHE_REDIS',
    namespace: 'ns',
    seedsKey,
    authorities,
  });
  return { ...redis, authorities };
}

describe('litellmRedis', () => {
  test('names one server in every part, by variables of its own', () => {
    const { parameters, variables, secrets } = told({ user: 'llm' });
    expect(parameters).toMatchObject({
      host: 'os.environ/LITELLM_CACHE_REDIS_HOST',
      port: 'os.environ/LITELLM_CACHE_REDIS_PORT',
      db: 2,
      username: 'os.environ/LITELLM_CACHE_REDIS_USERNAME',
      password: 'os.environ/LITELLM_CACHE_REDIS_PASSWORD',
      namespace: 'ns',
      ssl: true,
    });
    expect(variables).toEqual({
      LITELLM_CACHE_REDIS_HOST: 'redis.example.com',
      LITELLM_CACHE_REDIS_PORT: '6380',
      LITELLM_CACHE_REDIS_USERNAME: 'llm',
    });
    expect(secrets).toEqual({ LITELLM_CACHE_REDIS_PASSWORD: password });
  });

  test("makes ElastiCache's tokens in the place of a name and a password", () => {
    const tokens = { cache: 'prod-litellm-redis', region: 'eu-central-1', arns: [] };
    const { parameters, variables, secrets } = told({ user: 'prod-llm', password: undefined, tokens });
    expect(parameters).toMatchObject({
      aws_iam_auth: true,
      aws_iam_user_name: 'prod-llm',
      aws_iam_cache_name: 'prod-litellm-redis',
      aws_iam_region: 'eu-central-1',
      ssl: true,
    });
    expect(parameters).not.toHaveProperty('username');
    expect(Object.keys(variables)).toEqual(['LITELLM_CACHE_REDIS_HOST', 'LITELLM_CACHE_REDIS_PORT']);
    expect(secrets).toEqual({});
  });

  test('leaves ssl out without TLS: to LiteLLM its mere presence is TLS', () => {
    expect(told({ tls: false }).parameters).not.toHaveProperty('ssl');
  });

  test('mounts a private authority and names its file', () => {
    const { parameters, authorities } = told({ certificateAuthority: { kind: 'Secret', name: 'ca', key: 'tls.pem' } });
    expect(parameters.ssl_ca_certs).toBe('/etc/inferencehub/authorities/ca-secret-ca/ca.crt');
    expect(authorities.volumes()).toEqual([
      { name: 'ca-secret-ca', secret: { secretName: 'ca', items: [{ key: 'tls.pem', path: 'ca.crt' }] } },
    ]);
  });

  test('finds a server through Sentinel', () => {
    const sentinelPassword = { ...password, entry: 'sentinel' };
    const { parameters, secrets } = told({
      address: { kind: 'sentinel', nodes, serviceName: 'primary', sentinelPassword, database: 0 },
    });
    expect(parameters).toMatchObject({
      sentinel_nodes: [
        ['one', 26_379],
        ['two', 26_379],
      ],
      service_name: 'primary',
      sentinel_password: 'os.environ/LITELLM_CACHE_REDIS_SENTINEL_PASSWORD',
    });
    expect(parameters).not.toHaveProperty('host');
    expect(secrets.LITELLM_CACHE_REDIS_SENTINEL_PASSWORD).toEqual(sentinelPassword);
  });

  test.each(['startup_nodes', 'redis_startup_nodes'] as const)('names the seeds of a cluster as %s', (key) => {
    expect(told({ address: { kind: 'cluster', nodes } }, key).parameters[key]).toEqual(nodes);
  });

  test('takes a URL that is a secret whole', () => {
    const { parameters, secrets } = told({ address: { kind: 'url', url: password, port: 6379 }, password: undefined });
    expect(parameters).toMatchObject({ url: 'os.environ/LITELLM_CACHE_REDIS_URL' });
    expect(parameters).not.toHaveProperty('ssl');
    expect(secrets).toEqual({ LITELLM_CACHE_REDIS_URL: password });
  });
});
