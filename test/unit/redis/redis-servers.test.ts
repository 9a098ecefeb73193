import { ClusterClients } from '../../../constructs/data-stores';
import { ElastiCacheRedis } from '../../../constructs/redis/elasticache-redis';
import { ManifestRelease } from '../../../constructs/helm/manifest-release';
import { Names } from '../../../constructs/names/names';
import { OPEN_WEBUI_REDIS } from '../../../constructs/open-webui/redis-use';
import { ElastiCacheServers, type RedisConnection, RedisServers } from '../../../constructs/redis';
import { LiteLlmSettings } from '../../../constructs/litellm/settings';
import { InClusterRedisSettings, ManagedRedisSettings, RedisServersSettings } from '../../../constructs/redis/settings';
import { valkeyConfig } from '../../../constructs/redis/valkey-config';
import { redisServers } from '../../../stacks/redis-servers';
import { dependencies, manifest, release, releaseValues } from '../../support/helm-release';
import { batchRole, grantedToBatch } from '../../support/granting';
import { emptyStack, resource, resources, synthesized, type TerraformJson } from '../../support/terraform-json';
import { TestVault } from '../../support/vaults';

interface Made {
  readonly json: TerraformJson;
  readonly connections: Readonly<Record<'openwebui' | 'litellmCache' | 'coordination', RedisConnection>>;
  readonly vault: TestVault;
}

const AWS = {
  names: new Names('prod'),
  account: { id: '111111111111', region: 'eu-central-1' },
  network: { vpcId: 'vpc-1', databaseSubnetIds: ['subnet-1', 'subnet-2'] },
};

function servers(input: object, { protection = true, aws = true, tokens = false } = {}): Made {
  const stack = emptyStack('prod-data');
  const manifests = new ManifestRelease(stack, 'manifests', { release: 'infra-data', namespace: 'apps' });
  const vault = new TestVault();
  const planned = redisServers({
    redis: RedisServersSettings.parse(input),
    litellm: LiteLlmSettings.parse({ redis: { authentication: tokens ? 'iam' : 'password' } }),
  });
  const onAws = aws && {
    elastiCache: new ElastiCacheServers(stack, 'elasticache', planned, { ...AWS, vault, protection }),
    clients: new ClusterClients('sg-cluster'),
  };
  const redis = new RedisServers(stack, 'redis', planned, {
    release: 'infra',
    namespace: 'apps',
    vault,
    manifests,
    protection,
    ...onAws,
  });
  const connections = {
    openwebui: redis.connection('openwebui'),
    litellmCache: redis.connection('litellm-cache'),
    coordination: redis.connection('litellm-coordination'),
  };
  return { json: synthesized(stack), connections, vault };
}

const managed = { kind: 'managed' };
const inCluster = { kind: 'in-cluster' };

describe('ElastiCacheRedis', () => {
  let made: Made;
  let own: Made;
  beforeAll(() => {
    made = servers({
      openwebui: { ...managed, replicas: 2, snapshotRetentionDays: 7 },
      litellm: { ...managed, replicas: 0 },
    });
    own = servers(
      {
        openwebui: { ...managed, engine: 'redis' },
        litellm: managed,
        coordination: { ...managed, nodeType: 'cache.t4g.micro' },
      },
      { protection: false },
    );
  });
  const group = (part: string, { json } = made) => resource(json, 'aws_elasticache_replication_group', part);

  test('is reached by TLS alone, and encrypted with a key of its own', () => {
    for (const one of resources(made.json, 'aws_elasticache_replication_group')) {
      expect(one).toMatchObject({
        transit_encryption_enabled: true,
        transit_encryption_mode: 'required',
        at_rest_encryption_enabled: 'true',
        kms_key_id: expect.stringMatching(/^\$\{aws_kms_key\./) as string,
      });
    }
    expect(resources(made.json, 'aws_kms_key')).toHaveLength(2);
    expect(made.connections.openwebui).toMatchObject({ tls: true });
    expect(made.connections.openwebui.certificateAuthority).toBeUndefined();
  });

  test('has the policy of its use, in a parameter group of the engine’s version', () => {
    const parameters = (part: string, json = made.json) => resource(json, 'aws_elasticache_parameter_group', part);
    expect(parameters('openwebui')).toMatchObject({
      family: 'valkey8',
      parameter: expect.arrayContaining([{ name: 'maxmemory-policy', value: 'noeviction' }]) as object[],
    });
    expect(parameters('litellm').parameter).toEqual([{ name: 'maxmemory-policy', value: 'allkeys-lru' }]);
    expect(parameters('openwebui', own.json).family).toBe('redis7');
    expect(group('openwebui', own)).toMatchObject({ engine: 'redis', engine_version: '7.1' });
  });

  test.each([
    ['cache.t4g.micro', 128, 64],
    ['cache.t4g.small', 350, 175],
    ['cache.t3.medium', 712, 256],
    ['cache.m7g.large', 1024, 256],
    ['cache.r7g.16xlarge', 1024, 256],
  ])(
    'lets a listener of Open WebUI on %s fall behind by %i MiB, a quarter of its memory at most',
    (nodeType, hard, soft) => {
      const { json } = servers({ openwebui: { ...managed, nodeType }, litellm: { ...managed, nodeType } });
      const mebibytes = (count: number) => String(count * 1024 * 1024);
      expect(resource(json, 'aws_elasticache_parameter_group', 'openwebui').parameter).toEqual([
        { name: 'maxmemory-policy', value: 'noeviction' },
        { name: 'timeout', value: '1800' },
        { name: 'client-output-buffer-limit-pubsub-hard-limit', value: mebibytes(hard) },
        { name: 'client-output-buffer-limit-pubsub-soft-limit', value: mebibytes(soft) },
        { name: 'client-output-buffer-limit-pubsub-soft-seconds', value: '180' },
      ]);
    },
  );

  test("leaves LiteLLM's pooled connections alone on a server of its own", () => {
    for (const part of ['litellm', 'coordination']) {
      const { parameter } = resource(own.json, 'aws_elasticache_parameter_group', part);
      expect((parameter as { name: string }[]).map(({ name }) => name)).toEqual(['maxmemory-policy']);
    }
  });

  test.each(['6.2', '5.0'])('refuses version %s, which LiteLLM does not work with', (engineVersion) => {
    expect(() => ManagedRedisSettings.parse({ ...managed, engine: 'redis', engineVersion })).toThrow(
      'it takes 7.0 or newer',
    );
  });

  test('keeps the minor version that AWS installed: to go back would replace it', () => {
    for (const one of [...resources(made.json, 'aws_elasticache_replication_group'), group('openwebui', own)]) {
      expect(one.auto_minor_version_upgrade).toBe('true');
      expect((one.lifecycle as { ignore_changes: string[] }).ignore_changes).toContain('engine_version');
    }
  });

  test('fails over across zones where it has a replica', () => {
    expect(group('openwebui')).toMatchObject({
      num_cache_clusters: 3,
      automatic_failover_enabled: true,
      multi_az_enabled: true,
    });
    expect(group('litellm')).toMatchObject({
      num_cache_clusters: 1,
      automatic_failover_enabled: false,
      multi_az_enabled: false,
    });
  });

  test('is reached by the cluster’s security group alone, and reaches nothing', () => {
    const rules = resources(made.json, 'aws_vpc_security_group_ingress_rule');
    expect(rules).toHaveLength(2);
    for (const rule of rules) {
      expect(rule).toMatchObject({ referenced_security_group_id: 'sg-cluster', from_port: 6379, to_port: 6379 });
    }
    expect(made.json.resource).not.toHaveProperty('aws_vpc_security_group_egress_rule');
  });

  test('gives one user an AUTH token by the write-only argument, never by the one that the state keeps', () => {
    expect(group('litellm')).toMatchObject({
      auth_token_wo: '${ephemeral.test.litellm-cache-redis}',
      auth_token_wo_version: 7,
      // The token of before stays valid beside a new one.
      auth_token_update_strategy: 'ROTATE',
    });
    for (const one of resources(made.json, 'aws_elasticache_replication_group'))
      expect(one).not.toHaveProperty('auth_token');
    expect(group('litellm')).not.toHaveProperty('user_group_ids');
    expect(made.connections.litellmCache.user).toBeUndefined();
    expect(made.connections.litellmCache.keyPrefix).toBeUndefined();
  });

  test('gives several users a password each, and each its own keys and channels', () => {
    expect(group('openwebui')).not.toHaveProperty('auth_token_wo');
    expect(resource(made.json, 'aws_elasticache_user', 'openwebui_users_openwebui')).toMatchObject({
      user_name: 'openwebui',
      access_string:
        'on ~open-webui:* &open-webui:* &socketio +@all -@dangerous +info -randomkey -dbsize -script|flush -function -scan',
      passwords_wo: '${ephemeral.test.openwebui-redis}',
      passwords_wo_version: 7,
    });
    expect(resource(made.json, 'aws_elasticache_user', 'litellm')).toMatchObject({
      user_name: 'litellm',
      access_string: 'on ~litellm:* &litellm:* +@all -@dangerous +info -randomkey -dbsize -script|flush -function',
    });
    for (const user of resources(made.json, 'aws_elasticache_user')) expect(user).not.toHaveProperty('passwords');
    expect(made.connections.openwebui).toMatchObject({ user: 'openwebui', keyPrefix: 'open-webui' });
    expect(made.connections.coordination).toMatchObject({ user: 'litellm', keyPrefix: 'litellm' });
  });

  test('lets a use log in with tokens, as a user whose name is its id, and makes no password for it', () => {
    const tokens = servers({ openwebui: managed, litellm: managed }, { tokens: true });
    const { json, connections, vault } = tokens;
    const users = resources(json, 'aws_elasticache_user').filter(({ authentication_mode: mode }) => mode);
    expect(users).toMatchObject([
      {
        user_id: 'prod-litellm-redis-litellm-cache',
        user_name: 'prod-litellm-redis-litellm-cache',
        access_string: 'on ~* &* +@all -@admin',
        authentication_mode: { type: 'iam' },
      },
      {
        user_id: 'prod-openwebui-redis-litellm',
        user_name: 'prod-openwebui-redis-litellm',
        access_string: 'on ~litellm:* &litellm:* +@all -@dangerous +info -randomkey -dbsize -script|flush -function',
        authentication_mode: { type: 'iam' },
      },
    ]);
    for (const user of users) expect(user).not.toHaveProperty('passwords_wo');
    expect(group('litellm', tokens)).not.toHaveProperty('auth_token_wo');
    expect(vault.asked).toEqual(['share openwebui-redis openwebui/redis']);
    expect(connections.litellmCache).toMatchObject({
      user: 'prod-litellm-redis-litellm-cache',
      password: undefined,
      keyPrefix: undefined,
      tokens: { cache: 'prod-litellm-redis', region: 'eu-central-1' },
    });
    expect(connections.coordination).toMatchObject({ keyPrefix: 'litellm', password: undefined });
    expect(connections.openwebui).toMatchObject({ user: 'openwebui', tokens: undefined });
  });

  describe('alone', () => {
    const alone = () => {
      const stack = emptyStack();
      const redis = new ElastiCacheRedis(stack, 'cache', {
        ...AWS,
        settings: ManagedRedisSettings.parse({ kind: 'managed' }),
        uses: [{ name: 'jobs', authentication: 'iam' }, { name: 'reports' }],
        thing: 'cache',
        names: new Names('prod'),
        vault: new TestVault(),
        protection: true,
      });
      return { stack, redis };
    };

    test('lets a security group in on its port when it is told to, and opens nothing else', () => {
      const { stack, redis } = alone();
      redis.allowFrom('sg-reports', 'reports');
      const json = synthesized(stack);
      const rules = resources(json, 'aws_vpc_security_group_ingress_rule');
      expect(rules.map(({ referenced_security_group_id: from }) => from)).toEqual(['sg-reports']);
      for (const rule of rules) expect(rule).toMatchObject({ ip_protocol: 'tcp', from_port: 6379, to_port: 6379 });
      expect(json.resource).not.toHaveProperty('aws_vpc_security_group_egress_rule');
    });

    test('lets a role log in as the user of one use, to this group', () => {
      const { stack, redis } = alone();
      redis.grantConnect(batchRole(stack), 'jobs');
      expect(grantedToBatch(stack)).toEqual([
        {
          Sid: 'ConnectToRedis',
          Effect: 'Allow',
          Action: ['elasticache:Connect'],
          Resource: [
            expect.stringMatching(/^\$\{aws_elasticache_replication_group\.cache_group_\w+\.arn\}$/) as string,
            expect.stringMatching(/^\$\{aws_elasticache_user\.cache_users_jobs_\w+\.arn\}$/) as string,
          ],
        },
      ]);
    });

    test('refuses to let a role log in as a user that has a password', () => {
      const { stack, redis } = alone();
      expect(() => {
        redis.grantConnect(batchRole(stack), 'reports');
      }).toThrow("reports logs in to this Redis with a password; write authentication: 'iam'");
    });
  });

  test('switches the default user off that a group of Redis OSS has to have', () => {
    const { json } = servers({ openwebui: { ...managed, engine: 'redis' }, litellm: managed });
    expect(resource(json, 'aws_elasticache_user', 'default')).toMatchObject({
      engine: 'redis',
      user_name: 'default',
      access_string: 'off ~* -@all',
    });
    expect(resource(json, 'aws_elasticache_user_group').user_ids).toHaveLength(3);
    expect(resource(made.json, 'aws_elasticache_user_group').user_ids).toHaveLength(2);
  });

  test('takes snapshots, and keeps the last state of a protected environment', () => {
    expect(group('openwebui')).toMatchObject({
      snapshot_retention_limit: 7,
      final_snapshot_identifier: expect.stringMatching(/^prod-openwebui-redis-final-\$\{/) as string,
      lifecycle: { ignore_changes: ['engine_version', 'final_snapshot_identifier'] },
    });
    expect(group('openwebui', own)).not.toHaveProperty('final_snapshot_identifier');
  });

  test('writes its logs to encrypted groups that end', () => {
    expect(group('openwebui').log_delivery_configuration).toHaveLength(2);
    for (const logs of resources(made.json, 'aws_cloudwatch_log_group')) {
      expect(logs).toMatchObject({
        retention_in_days: 30,
        kms_key_id: expect.stringContaining('aws_kms_key') as string,
      });
    }
  });

  test('is three where coordination has a server of its own', () => {
    expect(resources(own.json, 'aws_elasticache_replication_group')).toHaveLength(3);
    expect(group('coordination', own)).toMatchObject({ node_type: 'cache.t4g.micro' });
    expect(own.connections.coordination).toMatchObject({ evictionPolicy: 'noeviction' });
    expect(own.connections.coordination.keyPrefix).toBeUndefined();
  });

  test('refuses to be where there is no AWS', () => {
    expect(() => servers({ openwebui: managed, litellm: inCluster }, { aws: false })).toThrow(
      'ElastiCache for openwebui takes the server and an EKS cluster',
    );
  });
});

describe('ValkeyRedis', () => {
  let made: Made;
  beforeAll(() => {
    made = servers(
      {
        openwebui: { ...inCluster, maxmemoryMib: 512, storageGib: 2, storageClass: 'fast' },
        litellm: { ...inCluster, tls: false },
        coordination: { kind: 'with-openwebui' },
      },
      { aws: false },
    );
  });
  const values = (name: string) => releaseValues(made.json, name);
  const config = (name: string) => (values(name).valkeyConfig as string).split('\n');

  test('has the names that users of the umbrella chart know', () => {
    expect(release(made.json, 'infra-valkey')).toMatchObject({ chart: 'valkey', version: '0.11.0' });
    expect(values('infra-valkey').fullnameOverride).toBe('infra-valkey');
    expect(made.connections.openwebui.address).toMatchObject({ host: 'infra-valkey.apps.svc', port: 6379 });
    expect(made.connections.litellmCache.address).toMatchObject({ host: 'infra-litellm-valkey.apps.svc' });
  });

  test('has a limit for its memory and the policy of its use', () => {
    expect(config('infra-valkey')).toEqual(expect.arrayContaining(['maxmemory 512mb', 'maxmemory-policy noeviction']));
    expect(config('infra-litellm-valkey')).toEqual(
      expect.arrayContaining(['maxmemory 256mb', 'maxmemory-policy allkeys-lru']),
    );
    expect(values('infra-valkey').resources).toMatchObject({ limits: { memory: '832Mi' } });
  });

  test('takes 10000 clients of Open WebUI, and lets none of its listeners have more than a quarter of the memory', () => {
    const of = (maxmemoryMib: number) =>
      valkeyConfig(InClusterRedisSettings.parse({ ...inCluster, maxmemoryMib }), [OPEN_WEBUI_REDIS]);
    expect(config('infra-valkey')).toEqual(
      expect.arrayContaining(['maxclients 10000', 'timeout 1800', 'client-output-buffer-limit pubsub 128mb 64mb 180']),
    );
    expect(of(16)).toContain('pubsub 32mb 8mb 180\n');
    // The server takes whole megabytes only.
    expect(of(250)).toContain('pubsub 62mb 31mb 180\n');
    expect(of(65_536)).toContain('pubsub 1024mb 256mb 180\n');
  });

  test('closes no connection that rests where only LiteLLM keeps them', () => {
    expect(config('infra-litellm-valkey')).toContain('maxclients 10000');
    expect(config('infra-litellm-valkey').join()).not.toMatch(/timeout|client-output-buffer-limit/);
  });

  test('keeps sessions over a restart, on a volume that stays, and a cache nowhere', () => {
    expect(config('infra-valkey')).toContain('appendonly yes');
    expect(values('infra-valkey')).toMatchObject({
      dataStorage: { enabled: true, requestedSize: '2Gi', className: 'fast', keepPvc: true },
      deploymentStrategy: 'Recreate',
    });
    expect(config('infra-litellm-valkey')).toContain('appendonly no');
    expect(values('infra-litellm-valkey').dataStorage).toEqual({ enabled: false });
  });

  test('gives each use of the shared server its own user, and nobody gets in without a name', () => {
    expect(values('infra-valkey').auth).toEqual({
      enabled: true,
      usersExistingSecret: 'infra-valkey-auth',
      aclUsers: {
        default: { permissions: 'off -@all', passwordKey: 'openwebui' },
        openwebui: {
          permissions:
            '~open-webui:* &open-webui:* &socketio +@all -@dangerous +info -randomkey -dbsize -script|flush -function -scan',
        },
        litellm: {
          permissions: '~litellm:* &litellm:* +@all -@dangerous +info -randomkey -dbsize -script|flush -function',
        },
      },
    });
    expect(made.connections.coordination).toMatchObject({ user: 'litellm', keyPrefix: 'litellm' });
  });

  test('gives the only use of a server all of its data, and no administration', () => {
    expect(values('infra-litellm-valkey').auth).toMatchObject({
      aclUsers: { default: { permissions: '~* &* +@all -@admin' } },
    });
    expect(made.connections.litellmCache.user).toBeUndefined();
  });

  test('takes its passwords from a Secret that External Secrets makes, never from values', () => {
    const { spec } = manifest(made.json, 'infra-data', 'ExternalSecret', 'infra-valkey-auth');
    expect(spec).toMatchObject({
      target: { template: { data: { openwebui: '{{ .secret1 }}', litellm: '{{ .secret2 }}' } } },
    });
    expect(JSON.stringify(values('infra-valkey'))).not.toContain('"password"');
    expect(dependencies(made.json, 'infra-valkey').join()).toContain('manifests');
  });

  test('speaks TLS with a certificate for the name that it is called by', () => {
    expect(values('infra-valkey').tls).toMatchObject({ enabled: true, existingSecret: 'infra-valkey-tls' });
    expect(manifest(made.json, 'infra-data', 'Certificate').spec).toMatchObject({
      secretName: 'infra-valkey-tls',
      issuerRef: { kind: 'Issuer', name: 'inferencehub-ca' },
      dnsNames: expect.arrayContaining(['infra-valkey.apps.svc', 'localhost']) as string[],
    });
    expect(made.connections.openwebui).toMatchObject({
      tls: true,
      certificateAuthority: { kind: 'Secret', name: 'inferencehub-ca', key: 'ca.crt' },
    });
    expect(made.connections.litellmCache).toMatchObject({ tls: false, certificateAuthority: undefined });
  });
});

describe('ExternalRedis', () => {
  const external = (url: string, more: object = {}) => ({ kind: 'external', url, ...more });

  test('keeps the password of a connection string in the vault', () => {
    const { connections, vault, json } = servers({
      openwebui: external('rediss://chat:${SESSIONS}@a.corp:6380/1', { evictionPolicy: 'volatile-lru' }),
      litellm: external('redis://b.corp'),
    });
    expect(connections.openwebui).toMatchObject({
      address: { kind: 'single', host: 'a.corp', port: 6380, database: 1 },
      tls: true,
      user: 'chat',
      password: { entry: 'openwebui/redis' },
      evictionPolicy: 'volatile-lru',
    });
    expect(connections.litellmCache).toMatchObject({ tls: false, password: undefined });
    expect(vault.asked).toEqual(['adopt openwebui-redis openwebui/redis "${SESSIONS}"']);
    expect(resources(json, 'helm_release')).toHaveLength(1);
  });

  test('keeps two uses of one server apart by a prefix, with its one user', () => {
    const { connections } = servers({ openwebui: external('redis://u:${P}@a'), litellm: external('redis://b') });
    expect(connections.openwebui).toMatchObject({ user: 'u', keyPrefix: 'open-webui' });
    expect(connections.coordination).toMatchObject({ user: 'u', keyPrefix: 'litellm' });
    expect(connections.litellmCache.keyPrefix).toBeUndefined();
  });

  test('keeps a whole connection string as one secret', () => {
    const { connections } = servers({ openwebui: external('${A}', { tls: false }), litellm: external('${B}') });
    expect(connections.openwebui).toMatchObject({
      address: { kind: 'url', url: { entry: 'openwebui/redis-url' } },
      tls: false,
    });
    expect(connections.litellmCache).toMatchObject({ tls: true });
  });

  test('finds servers through Sentinel, and a cluster through its seeds', () => {
    const topology = { kind: 'sentinel', nodes: ['s1:26379', 's2:26379'], password: '${SENTINEL}' };
    const { connections, vault } = servers({
      openwebui: external('redis://:${P}@mymaster', { topology }),
      litellm: external('rediss://:${Q}@c1:7000', { topology: { kind: 'cluster', nodes: ['c2:7000'] } }),
    });
    expect(connections.openwebui.address).toEqual({
      kind: 'sentinel',
      nodes: [
        { host: 's1', port: 26379 },
        { host: 's2', port: 26379 },
      ],
      serviceName: 'mymaster',
      sentinelPassword: expect.objectContaining({ entry: 'openwebui/redis-sentinel' }) as object,
      database: 0,
    });
    expect(connections.litellmCache.address).toEqual({
      kind: 'cluster',
      nodes: [
        { host: 'c1', port: 7000 },
        { host: 'c2', port: 7000 },
      ],
    });
    expect(vault.asked).toContain('adopt openwebui-redis-sentinel openwebui/redis-sentinel "${SENTINEL}"');
  });

  test('refuses a Sentinel whose connection string nobody can read', () => {
    const topology = { kind: 'sentinel', nodes: ['s1:26379'] };
    expect(() => servers({ openwebui: external('${A}', { topology }), litellm: external('${B}') })).toThrow(
      /known by its parts/,
    );
  });
});
