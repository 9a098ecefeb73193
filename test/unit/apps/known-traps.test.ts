import { effectiveEnvironment } from '../../support/effective-environment';
import { helmMerge, type ValueMap, valueAt } from '../../../constructs/helm/helm-merge';
import { parseRedisUrl } from '../../../constructs/redis/connection-string';
import type { EnvironmentInput } from '../../../environments';
import { Applications, awsEnvironment, environment, layers, named, variable } from '../../support/applications';
import { release } from '../../support/helm-release';
import { resources } from '../../support/terraform-json';
import { told } from '../environments/support';

const SHAPES = ['monolith', 'split', 'classic'] as const;

/** What catches whoever installs LiteLLM with its charts by hand, one test each. */
describe("a trap of LiteLLM's charts", () => {
  const shaped = new Map<string, Applications>();
  const of = (shape: (typeof SHAPES)[number]): Applications => {
    const apps = shaped.get(shape) ?? new Applications(environment({ litellm: { shape } }));
    shaped.set(shape, apps);
    return apps;
  };
  const value = (apps: Applications, path: string) => valueAt(apps.values('litellm'), path.split('.'));

  test('the classic one asks deployStandalone before useExisting in its Deployment, and after it in its Job', () => {
    const apps = of('classic');
    expect(value(apps, 'db')).toEqual({ deployStandalone: false, useExisting: false });
    for (const container of ['litellm', 'prisma-migrations']) {
      const names = (apps.litellm[container] ?? []).flatMap((one) => ('name' in one ? [one.name] : []));
      expect(names.filter((name) => /^DATABASE_(?!URL_READ_REPLICA)/.test(name))).toEqual(['DATABASE_URL']);
    }
  });

  test('the classic one puts a password into the URL as it is, and one with @ or % breaks it', () => {
    const apps = of('classic');
    const url = variable(apps.litellm.litellm, 'DATABASE_URL') as { readonly key: string };
    expect(apps.secret('litellm-database-urls')[url.key]).toMatch(
      /^postgresql:\/\/litellm:\{\{ \.\w+ \| urlquery [^}]*\}\}@/,
    );
    expect(JSON.stringify(apps.values('litellm'))).not.toContain('$(DATABASE_PASSWORD)');
  });

  test("the classic one's own URL would win over one in a whole Secret", () => {
    const withOwn = helmMerge(of('classic').values('litellm') as ValueMap, { db: { useExisting: true } });
    const theirs = effectiveEnvironment('litellm-helm', withOwn, { release: 'litellm', namespace: 'inferencehub' });
    expect(named(theirs.litellm, 'DATABASE_URL')).toHaveLength(2);
    expect(named(of('classic').litellm.litellm, 'DATABASE_URL')).toHaveLength(1);
  });

  test.each(SHAPES)('a migration that is an ordinary Job cannot be changed by an upgrade (%s)', (shape) => {
    expect(value(of(shape), 'migrationJob')).toMatchObject({ enabled: true, hooks: { helm: { enabled: true } } });
    const problems = told('prod', {
      'litellm.shape': shape,
      'litellm.values': { migrationJob: { hooks: { helm: { enabled: false } } } },
    });
    expect(problems[0]).toContain('litellm.values.migrationJob.hooks.helm.enabled is protected');
  });

  test.each(SHAPES)('a hook that runs as an account of the same release waits for it for ever (%s)', (shape) => {
    const apps = of(shape);
    const accounts = shape === 'classic' ? [value(apps, 'serviceAccount')] : value(apps, 'serviceAccounts');
    for (const account of Object.values(accounts as object)) {
      expect(account).toMatchObject({ create: false, name: 'litellm' });
    }
    // The classic one's job then takes the account of the pods.
    if (shape !== 'classic') expect(value(apps, 'migrationJob.serviceAccountName')).toBe('litellm');
    expect(release(apps.json, 'litellm')?.depends_on).toEqual(
      expect.arrayContaining([expect.stringContaining('kubernetes_service_account_v1.litellm')]),
    );
  });

  test('the keys of its first releases are refused now, the account with a role among them', () => {
    const former = {
      serviceAccount: { create: true, annotations: { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::1:role/llm' } },
      gateway: { image: { tag: 'v1' } },
      migrationJob: { image: { tag: 'v1' } },
      postgresql: { enabled: false },
    };
    const problems = told('prod', { 'litellm.values': former }).join('\n');
    for (const key of ['serviceAccount', 'gateway.image', 'migrationJob.image', 'postgresql']) {
      expect(problems).toContain(`litellm.values.${key} is no value of the chart litellm`);
    }
    expect(problems).toContain('did you mean serviceAccounts?');
  });

  test.each(SHAPES)(
    'its Ingress publishes metrics and health, with nearly all rules that a load balancer has (%s)',
    (shape) => {
      expect(value(of(shape), 'ingress.enabled') ?? false).toBe(false);
      expect(told('prod', { 'litellm.shape': shape, 'litellm.values': { ingress: { enabled: true } } })[0]).toContain(
        'litellm.values.ingress is protected',
      );
    },
  );

  test('a Service called redis or database would tell each pod a port that is none', () => {
    const services = Object.values(layers(awsEnvironment({ release: 'redis' }))).flatMap((json) =>
      resources(json, 'helm_release').flatMap(({ name, values }) => [
        String(name),
        ...[...JSON.stringify(values).matchAll(/"fullnameOverride\\":\\"([^"\\]+)/g)].map(
          ([, service = '']) => service,
        ),
      ]),
    );
    expect(services).toContain('redis-valkey');
    expect(services.filter((name) => ['redis', 'database'].includes(name))).toEqual([]);
  });
});

/** The same of Redis, where the applications' clients do not do what one would think. */
describe('a trap of Redis', () => {
  const redis = (openwebui: object) =>
    environment({
      redis: { openwebui: openwebui as { kind: 'in-cluster' }, litellm: { kind: 'in-cluster' } },
      search: { kind: 'none' },
    });

  test('REDIS_HOST alone lets LiteLLM count by pod, so the block is always there', () => {
    const apps = new Applications(environment());
    const { coordination_redis: block } = apps.configured('general_settings') as Record<string, object>;
    expect(block).toMatchObject({ host: expect.anything() as string, port: expect.anything() as string, ssl: true });
    expect(block).toMatchObject({ max_connections: 100, namespace: 'litellm' });
    expect(apps.configured('litellm_settings.cache_params')).toMatchObject({ max_connections: 100 });
  });

  test('keys without a namespace mix with those of others on the same server', () => {
    const own = new Applications(
      environment({
        redis: {
          openwebui: { kind: 'in-cluster' },
          litellm: { kind: 'in-cluster' },
          coordination: { kind: 'in-cluster' },
        },
      }),
    );
    expect(own.configured('general_settings.coordination_redis.namespace')).toBe('litellm.coordination');
    expect(own.configured('litellm_settings.cache_params.namespace')).toBe('litellm.cache');
    expect(variable(own.openwebui['open-webui'], 'REDIS_KEY_PREFIX')).toMatchObject({ value: 'open-webui' });
  });

  test('Open WebUI has two variables for a cluster, one for its state and one for its websockets', () => {
    const cluster = { kind: 'external', url: 'rediss://:${P}@seed.example.com:6379', topology: { kind: 'cluster' } };
    const variables = new Applications(redis(cluster)).openwebui['open-webui'];
    for (const name of ['REDIS_CLUSTER', 'WEBSOCKET_REDIS_CLUSTER']) {
      expect(named(variables, name)).toEqual([{ name, value: 'True' }]);
    }
    expect(variable(variables, 'REDIS_SENTINEL_HOSTS')).toBeUndefined();
  });

  test('Open WebUI takes one URL for both, from the Secret', () => {
    const variables = new Applications(environment()).openwebui['open-webui'];
    for (const name of ['REDIS_URL', 'WEBSOCKET_REDIS_URL']) {
      expect(named(variables, name)).toEqual([{ name, secret: 'open-webui-environment', key: 'redis-url' }]);
    }
  });

  test('no client knows valkey://', () => {
    expect(parseRedisUrl('valkeys://a.example.com').kind).toBe('problem');
    expect(new Applications(environment()).secret('open-webui-environment')['redis-url']).toMatch(/^rediss:\/\//);
  });
});

/** And of Open WebUI in several pods. */
describe('a trap of Open WebUI', () => {
  const many = () => new Applications(awsEnvironment({ openwebui: { replicas: 3 } }));

  test('each pod would sign sessions with a key of its own', () => {
    const variables = many().openwebui['open-webui'];
    for (const name of ['WEBUI_SECRET_KEY', 'OAUTH_SESSION_TOKEN_ENCRYPTION_KEY']) {
      expect(named(variables, name)).toEqual([expect.objectContaining({ secret: 'open-webui-environment' })]);
    }
  });

  test('each pod would keep vectors and files for itself', () => {
    const variables = many().openwebui['open-webui'];
    expect(variable(variables, 'VECTOR_DB')).toMatchObject({ value: 'pgvector' });
    expect(variable(variables, 'STORAGE_PROVIDER')).toMatchObject({ value: 's3' });
    expect(variable(variables, 'WEBSOCKET_MANAGER')).toMatchObject({ value: 'redis' });
  });

  test('pieces of a database address that are not all there lead to SQLite, so there is one URL', () => {
    const variables = many().openwebui['open-webui'];
    expect(named(variables, 'DATABASE_URL')).toHaveLength(1);
    for (const name of ['DATABASE_TYPE', 'DATABASE_HOST', 'DATABASE_USER', 'PGVECTOR_DB_URL']) {
      expect(named(variables, name)).toEqual([]);
    }
  });

  test('its chart brings a Redis, an Ollama and Pipelines of its own', () => {
    expect(many().values('open-webui')).toMatchObject({
      websocket: { redis: { enabled: false } },
      ollama: { enabled: false },
      pipelines: { enabled: false },
    });
  });

  test('its chart has a key for models that everybody knows', () => {
    const apps = many();
    expect(apps.values('open-webui').openaiApiKey).toBe('');
    expect(named(apps.openwebui['open-webui'], 'OPENAI_API_KEY')).toEqual([
      expect.objectContaining({ secret: 'open-webui-environment', key: 'litellm-key' }),
    ]);
  });

  test('it closes sign-up after the first user in the memory of one pod alone', () => {
    const signUp = (openwebui: EnvironmentInput['openwebui']) =>
      variable(new Applications(environment({ openwebui })).openwebui['open-webui'], 'ENABLE_SIGNUP');
    expect(signUp({})).toMatchObject({ value: 'False' });
    expect(signUp({ admin: { email: 'a@example.com', password: '${P}' } })).toMatchObject({ value: 'False' });
    expect(signUp({ signUp: true })).toMatchObject({ value: 'True' });
    const given = [{ name: 'ENABLE_SIGNUP', value: 'True' }];
    expect(told('prod', { 'openwebui.values': { extraEnvVars: given } })[1]).toBe('    use openwebui.signUp');
  });

  test('without a way to the internet each start waits there for newer models and for packages', () => {
    const offline = (search: EnvironmentInput['search']) =>
      variable(new Applications(environment({ search })).openwebui['open-webui'], 'OFFLINE_MODE');
    expect(offline({ kind: 'none' })).toMatchObject({ value: 'True' });
    // It reads the pages that a search finds.
    expect(offline({ kind: 'in-cluster' })).toBeUndefined();
  });

  test('40 calls that wait would hold up everybody else', () => {
    expect(variable(many().openwebui['open-webui'], 'THREAD_POOL_SIZE')).toMatchObject({ value: '2000' });
  });

  test('every request would write when its user was last seen', () => {
    expect(variable(many().openwebui['open-webui'], 'DATABASE_USER_ACTIVE_STATUS_UPDATE_INTERVAL')).toMatchObject({
      value: '300',
    });
  });
});
