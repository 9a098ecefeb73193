import { valueAt } from '../../../constructs/helm/helm-merge';
import { manifest, releaseValues } from '../../support/helm-release';
import { Applications, environment, layers, named, variable } from '../../support/applications';
import { resources, type TerraformJson } from '../../support/terraform-json';

/**
 * What is wrong in an earlier project of the same kind, one test each: its page promised these, and its code did not
 * do them.
 */
describe('a defect that is known from elsewhere', () => {
  const model = { name: 'gpt', provider: 'openai' as const, model: 'gpt-4o', apiKey: '${OPENAI_API_KEY}' };
  const inCluster = environment({ litellm: { models: [model] } });
  const external = environment({
    postgres: {
      kind: 'external',
      litellm: { url: 'postgresql://llm:${DATABASE_PASSWORD}@db.example.com:6432/llm?sslmode=verify-full' },
      openwebui: { url: 'postgresql://web:${DATABASE_PASSWORD}@db.example.com:6432/web?sslmode=verify-full' },
    },
    redis: {
      openwebui: { kind: 'external', url: 'rediss://:${REDIS_PASSWORD}@sessions.example.com:6380/0' },
      litellm: { kind: 'external', url: 'rediss://:${REDIS_PASSWORD}@cache.example.com:6381/0' },
    },
    litellm: {
      models: [model],
      observability: { langfuse: { publicKey: '${LANGFUSE_PUBLIC}', secretKey: '${LANGFUSE_SECRET}' } },
    },
  });

  let data: TerraformJson;
  let all: Readonly<Record<string, TerraformJson>>;
  let apps: Applications;
  let externalApps: Applications;

  beforeAll(() => {
    all = layers(inCluster);
    data = all['cluster-data'] as TerraformJson;
    apps = new Applications(inCluster);
    externalApps = new Applications(external);
  });

  test('a: neither Redis has a memory limit or an eviction policy', () => {
    const configuration = (release: string) => String(releaseValues(data, release).valkeyConfig);
    expect(configuration('infra-valkey')).toMatch(/^maxmemory \d+mb$/m);
    expect(configuration('infra-valkey')).toMatch(/^maxmemory-policy noeviction$/m);
    expect(configuration('infra-litellm-valkey')).toMatch(/^maxmemory \d+mb$/m);
    expect(configuration('infra-litellm-valkey')).toMatch(/^maxmemory-policy allkeys-lru$/m);
  });

  test('b: the cache is never switched on, and variables alone coordinate nothing', () => {
    expect(apps.configured('litellm_settings.cache')).toBe(true);
    expect(apps.configured('litellm_settings.cache_params')).toMatchObject({ type: 'redis', mode: 'default_on' });
    expect(apps.configured('general_settings.coordination_redis.host')).toBe(
      'os.environ/LITELLM_COORDINATION_REDIS_HOST',
    );
    const servers = ['LITELLM_CACHE_REDIS_HOST', 'LITELLM_COORDINATION_REDIS_HOST'].map((name) =>
      variable(apps.litellm.proxy, name),
    );
    expect(servers).toMatchObject([
      { value: 'infra-litellm-valkey.inferencehub.svc' },
      { value: 'infra-valkey.inferencehub.svc' },
    ]);
    const bare = (apps.litellm.proxy ?? []).filter((one) => 'name' in one && one.name.startsWith('REDIS_'));
    expect(bare).toEqual([]);
  });

  test.each(['monolith', 'split', 'classic'] as const)(
    'c: the configuration names a master key that no pod has (%s)',
    (shape) => {
      const shaped = new Applications(environment({ litellm: { shape } }));
      const [, name = ''] = /^os\.environ\/(\w+)$/.exec(String(shaped.configured('general_settings.master_key'))) ?? [];
      const serving = Object.entries(shaped.litellm).filter(([container]) => container !== 'prisma-migrations');
      expect(serving.filter(([container]) => container !== 'ui')).not.toHaveLength(0);
      for (const [container, variables] of serving) {
        if (container === 'ui') continue;
        expect(variable(variables, name)).toEqual({ name, secret: 'litellm-admin', key: 'master-key' });
      }
    },
  );

  test('d: an external database is given, and the pods still use the one in the cluster', () => {
    expect(named(externalApps.litellm.proxy, 'DATABASE_URL')).toEqual([
      { name: 'DATABASE_URL', secret: 'litellm-database-urls', key: 'url' },
    ]);
    expect(externalApps.secret('litellm-database-urls').url).toMatch(
      /^postgresql:\/\/llm:\{\{.+\}\}@db\.example\.com:6432\/llm\?/,
    );
    expect(named(externalApps.openwebui['open-webui'], 'DATABASE_URL')).toHaveLength(1);
    expect(JSON.stringify(externalApps.json)).not.toContain('infra-postgresql');
  });

  test("d: the classic chart's own URL would win over the one that is given", () => {
    const classic = new Applications({ ...external, litellm: { ...external.litellm, shape: 'classic' } });
    expect(named(classic.litellm.litellm, 'DATABASE_URL')).toEqual([
      { name: 'DATABASE_URL', secret: 'litellm-database-urls', key: 'url' },
    ]);
    expect(named(classic.litellm['prisma-migrations'], 'DATABASE_URL')).toHaveLength(1);
  });

  test("e: an external Redis' host keeps its port, and rediss:// loses its TLS", () => {
    const { proxy } = externalApps.litellm;
    expect(variable(proxy, 'LITELLM_CACHE_REDIS_HOST')).toMatchObject({ value: 'cache.example.com' });
    expect(variable(proxy, 'LITELLM_CACHE_REDIS_PORT')).toMatchObject({ value: '6381' });
    expect(externalApps.configured('litellm_settings.cache_params.ssl')).toBe(true);
    expect(externalApps.configured('general_settings.coordination_redis.ssl')).toBe(true);
    expect(externalApps.secret('open-webui-environment')['redis-url']).toMatch(
      /^rediss:\/\/:\{\{.+\}\}@sessions\.example\.com:6380\/0$/,
    );
  });

  test("f: connection strings, Redis URLs and Langfuse's keys are plain values", () => {
    const secrets = ['DATABASE_PASSWORD', 'REDIS_PASSWORD', 'LANGFUSE_PUBLIC', 'LANGFUSE_SECRET', 'OPENAI_API_KEY'];
    for (const json of Object.values(layers(external))) {
      const values = resources(json, 'helm_release').flatMap((release) => release.values as readonly string[]);
      for (const secret of secrets) expect(values.join('\n')).not.toContain(`var.${secret}`);
    }
    expect(externalApps.secret('litellm-environment')).toMatchObject({
      LANGFUSE_SECRET_KEY: expect.stringMatching(/^\{\{ \.\w+ \}\}$/) as unknown,
      PROVIDER_KEY_OPENAI_API_KEY: expect.stringMatching(/^\{\{ \.\w+ \}\}$/) as unknown,
    });
  });

  test("g: SearXNG's secret is another one after every upgrade", () => {
    const name = 'searxng-secret-key';
    expect(manifest(apps.json, 'infra-apps', 'ExternalSecret', name).spec).toMatchObject({
      refreshPolicy: 'CreatedOnce',
    });
    expect(JSON.stringify(apps.values('searxng'))).not.toMatch(/secret_key|random/i);
  });

  test("h: Open WebUI holds LiteLLM's master key", () => {
    const key = variable(apps.openwebui['open-webui'], 'OPENAI_API_KEY');
    expect(key).toEqual({ name: 'OPENAI_API_KEY', secret: 'open-webui-environment', key: 'litellm-key' });
    const sources = (name: string) =>
      valueAt(manifest(apps.json, 'infra-apps', 'ExternalSecret', name), ['spec', 'data']);
    expect(JSON.stringify(sources('litellm-admin'))).toContain('litellm-master-key');
    expect(JSON.stringify(sources('open-webui-environment'))).not.toContain('litellm-master-key');
  });

  test('i: sessions are signed with a key that nobody set', () => {
    expect(named(apps.openwebui['open-webui'], 'WEBUI_SECRET_KEY')).toEqual([
      { name: 'WEBUI_SECRET_KEY', secret: 'open-webui-environment', key: 'secret-key' },
    ]);
  });

  test('j: both databases belong to one role', () => {
    const user = (url: string | undefined) => /^postgresql:\/\/([^:]+):/.exec(url ?? '')?.[1];
    const litellm = user(apps.secret('litellm-database-urls').url);
    const openwebui = user(apps.secret('open-webui-environment')['database-url']);
    expect([litellm, openwebui]).toEqual(['litellm', 'openwebui']);
  });

  test('k: the probe of a Redis with a password does not use it', () => {
    const probe = (release: string) =>
      valueAt(releaseValues(data, release), ['readinessProbe', 'customProbe', 'exec', 'command']) as readonly string[];
    expect(probe('infra-valkey').at(-1)).toBe(
      'REDISCLI_AUTH="$(cat /passwords/openwebui)" valkey-cli --user openwebui --tls --cacert /tls/ca.crt ping | grep -q PONG',
    );
    expect(probe('infra-litellm-valkey').at(-1)).toContain('cat /passwords/default');
    for (const release of ['infra-valkey', 'infra-litellm-valkey']) {
      expect(valueAt(releaseValues(data, release), ['extraValkeySecrets'])).toEqual([
        { name: `${release}-auth`, mountPath: '/passwords' },
      ]);
    }
  });
});
