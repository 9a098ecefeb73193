import { litellmRedisUses } from '../../../constructs/litellm/redis-uses';
import { litellmSettings } from '../../../constructs/litellm/settings';
import { OPEN_WEBUI_REDIS } from '../../../constructs/open-webui/redis-use';
import { Names } from '../../../constructs/names/names';
import { ElastiCacheRedis, ExternalRedis, RedisServers, type RedisUse } from '../../../constructs/redis';
import { clientLimits } from '../../../constructs/redis/client-limits';
import { known, sharedUserRules } from '../../../constructs/redis/redis-use';
import { externalRedisSettings, managedRedisSettings, type RedisSettings } from '../../../constructs/redis/settings';
import { ManifestRelease } from '../../../constructs/helm/manifest-release';
import { UserError } from '../../../constructs/telling/problems';
import { emptyStack } from '../../support/terraform-json';
import { TestVault } from '../../support/vaults';

type Managed = Parameters<typeof managedRedisSettings>[0];

/** An ElastiCache for some uses. */
function elastiCache(uses: readonly RedisUse[], input: Partial<Managed> = {}): ElastiCacheRedis {
  return new ElastiCacheRedis(emptyStack(), 'redis', {
    settings: managedRedisSettings({ kind: 'managed', ...input }),
    uses,
    thing: 'redis',
    names: new Names('test'),
    account: { id: '111111111111', region: 'eu-central-1' },
    network: { vpcId: 'vpc-1', databaseSubnetIds: ['subnet-1', 'subnet-2'] },
    vault: new TestVault(),
    protection: true,
  });
}

const { cache, coordination } = litellmRedisUses(litellmSettings({}));

describe('RedisUse', () => {
  test('is called by its name in everything that it leaves out', () => {
    expect(known({ name: 'reports' })).toEqual({
      name: 'reports',
      application: 'reports',
      entry: 'reports/redis',
      user: 'reports',
      keyPrefix: 'reports',
      channels: [],
      scans: false,
      authentication: 'password',
      copiesOnly: false,
      limits: undefined,
    });
    expect(sharedUserRules({ name: 'reports' })).toMatch(/^~reports:\* &reports:\* \+@all .* -scan$/);
  });

  test('gets the most that any use of the server asks for its connections', () => {
    const asks = (timeoutSeconds: number, hardMib: number): RedisUse => ({
      name: `t${timeoutSeconds}`,
      limits: { timeoutSeconds, pubsub: { hardMib, softMib: 8, softSeconds: 60 } },
    });
    expect(clientLimits([asks(60, 512), asks(600, 64)], 4096)).toEqual({
      timeoutSeconds: 600,
      pubsub: { hardMib: 512, softMib: 8, softSeconds: 60 },
    });
    expect(clientLimits([{ name: 'reports' }], 4096)).toBeUndefined();
  });
});

describe('a Redis', () => {
  test.each<[string, readonly RedisUse[], Partial<Managed>, string]>([
    [
      'a policy that loses sessions',
      [OPEN_WEBUI_REDIS],
      { evictionPolicy: 'allkeys-lru' },
      `test/redis: 1 problem
  settings.evictionPolicy is allkeys-lru; it takes noeviction, volatile-lru, volatile-lfu, volatile-random or volatile-ttl
    an evicted session signs its user out, and an evicted revocation signs a signed-out one in again`,
    ],
    [
      'a policy that suits one of two uses',
      [OPEN_WEBUI_REDIS, coordination],
      { evictionPolicy: 'volatile-random' },
      `test/redis: 1 problem
  settings.evictionPolicy is volatile-random; it takes noeviction, volatile-lru, volatile-lfu or volatile-ttl
    evicting rate limits and queued spend loses money`,
    ],
    [
      'what has to stay of an application that says nothing',
      [{ name: 'reports' }],
      { evictionPolicy: 'volatile-ttl' },
      `test/redis: 1 problem
  settings.evictionPolicy is volatile-ttl; it takes noeviction
    what it keeps is nowhere else, and would be gone`,
    ],
    [
      'a cache on a server that evicts nothing',
      [cache],
      {},
      `test/redis: 1 problem
  settings.evictionPolicy is noeviction; it takes allkeys-lru, allkeys-lfu, allkeys-random, volatile-lru, volatile-lfu, volatile-random or volatile-ttl
    copies have to make room: a server that is full and evicts nothing takes no new ones`,
    ],
    [
      'one server for a cache and for coordination',
      [cache, coordination],
      { evictionPolicy: 'volatile-lru' },
      `test/redis: 1 problem
  uses puts litellm-coordination, of which all must stay, and litellm-cache, which must make room, on the same server
    one server has one eviction policy: give each its own server`,
    ],
    [
      'what has to stay beside what has to make room, whatever the policy',
      [{ name: 'reports' }, { name: 'copies', copiesOnly: true }],
      {},
      `test/redis: 1 problem
  uses puts reports, of which all must stay, and copies, which must make room, on the same server
    one server has one eviction policy: give each its own server`,
    ],
    [
      'uses whose demands no policy meets',
      [{ name: 'reports' }, { name: 'jobs', eviction: { allowed: ['volatile-ttl'], why: 'old jobs are to go' } }],
      {},
      `test/redis: 1 problem
  settings.evictionPolicy is noeviction; none suits all uses of the server
    old jobs are to go`,
    ],
    [
      'names that are none, and one that is there twice',
      [{ name: 'Reports' }, { name: 'jobs' }, { name: 'jobs' }, { name: 'other', user: 'default' }],
      {},
      `test/redis: 3 problems
  uses[0].name is "Reports"; it takes lower case letters, digits and hyphens, a letter first, 40 at most
    its user and the entry of its password are called so
  uses[2].name is that of another use of this server
    each use has a user and keys of its own
  uses[3].user is default, who is everybody that gives no name
    take another name`,
    ],
    ['nobody', [], {}, 'test/redis: 1 problem\n  uses is empty; a Redis is for something'],
    [
      'a version that its engine has not',
      [{ name: 'reports' }],
      { engine: 'redis', engineVersion: '7.2' },
      `test/redis: 1 problem
  settings.engineVersion is 7.2; for redis it takes 7.0 or 7.1
    ElastiCache has Redis OSS up to 7.1 and Valkey from 7.2 on`,
    ],
  ])('refuses %s', (_, uses, input, problems) => {
    expect(() => elastiCache(uses, input)).toThrow(new UserError(problems));
  });

  test('takes what its uses can live with', () => {
    expect(() => elastiCache([OPEN_WEBUI_REDIS, coordination], { evictionPolicy: 'volatile-lru' })).not.toThrow();
    expect(() => elastiCache([cache], { evictionPolicy: 'allkeys-lfu' })).not.toThrow();
  });

  test('refuses tokens where it is no ElastiCache, and a policy of the user’s own server that loses data', () => {
    const external = (input: { evictionPolicy?: RedisSettings['evictionPolicy'] }, use: RedisUse) => () =>
      new ExternalRedis(emptyStack(), 'redis', {
        settings: externalRedisSettings({ kind: 'external', url: 'rediss://a', ...input }),
        uses: [use],
        vault: new TestVault(),
      });
    expect(external({}, { name: 'reports', authentication: 'iam' })).toThrow('only ElastiCache takes tokens');
    expect(external({ evictionPolicy: 'allkeys-lru' }, { name: 'reports' })).toThrow('it takes noeviction');
    // What nobody says cannot be checked.
    expect(external({}, { name: 'reports' })).not.toThrow();
  });
});

describe('RedisServers', () => {
  test('refuses servers of the user’s own that are one and the same', () => {
    const stack = emptyStack();
    const server = (id: string, url: string, copiesOnly: boolean) => ({
      id,
      settings: externalRedisSettings({ kind: 'external', url }),
      uses: [{ name: id, copiesOnly }],
      thing: id,
      service: id,
    });
    const servers = (id: string, other: string) => () =>
      new RedisServers(stack, id, [server('sessions', 'rediss://a.corp:6379', false), server('cache', other, true)], {
        release: 'infra',
        namespace: 'apps',
        vault: new TestVault(),
        manifests: new ManifestRelease(stack, `manifests-${id}`, { release: id, namespace: 'apps' }),
        protection: false,
      });
    expect(servers('one', 'redis://A.corp')).toThrow(
      `test/one: 1 problem
  sessions and cache are the same server (a.corp:6379)
    one server has one eviction policy: give each its own server`,
    );
    expect(servers('two', 'redis://b.corp')).not.toThrow();
  });
});
