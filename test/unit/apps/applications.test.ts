import { join } from 'node:path';
import { renderChart } from '../../../policy/kubernetes/render-chart';
import { type ValueMap, valueAt } from '../../../constructs/helm/helm-merge';
import type { EnvironmentInput } from '../../../environments';
import { Applications, awsEnvironment, environment, layers, named, variable } from '../../support/applications';
import { manifest, release, releaseValues } from '../../support/helm-release';
import { policy, resource, resources, type TerraformJson } from '../../support/terraform-json';

const embedding = {
  name: 'e',
  provider: 'bedrock' as const,
  model: 'amazon.titan-embed-text-v2:0',
  mode: 'embedding' as const,
};

interface Security {
  readonly podSecurityContext: unknown;
  readonly securityContext: unknown;
}

/** What values say of the rights of pods, for each kind of pod that a chart has. */
function securityOf(values: unknown): Security[] {
  if (typeof values !== 'object' || values === null) return [];
  const own = 'podSecurityContext' in values && 'securityContext' in values ? [values] : [];
  return [...own, ...Object.values(values).flatMap(securityOf)];
}

describe('LiteLLM in every shape', () => {
  describe.each(['monolith', 'split', 'classic'] as const)('%s', (shape) => {
    let apps: Applications;

    beforeAll(() => {
      apps = new Applications(environment({ litellm: { shape } }));
    });

    test('migrates over a session, and never through the transaction pooler', () => {
      const urls = apps.secret('litellm-database-urls');
      const migration = variable(apps.litellm['prisma-migrations'], 'DATABASE_URL') as { readonly key: string };
      expect(urls[migration.key]).toContain('@infra-postgresql-rw.');
      expect(named(apps.litellm['prisma-migrations'], 'DATABASE_URL')).toHaveLength(1);
    });

    test('has each variable once, and none both by itself and from a whole Secret', () => {
      const whole = Object.keys(apps.secret('litellm-environment'));
      for (const variables of Object.values(apps.litellm)) {
        const names = variables.flatMap((one) => ('name' in one ? [one.name] : []));
        const once = names.filter((name) => name !== 'DISABLE_SCHEMA_UPDATE');
        expect(new Set(once).size).toBe(once.length);
        expect(names.filter((name) => whole.includes(name))).toEqual([]);
      }
    });

    test('has every variable that its configuration refers to, in every part that reads it', () => {
      const referred = [...JSON.stringify(apps.config).matchAll(/os\.environ\/(\w+)/g)].map(([, name]) => name);
      const whole = Object.keys(apps.secret('litellm-environment'));
      const reading = Object.entries(apps.litellm).filter(([name]) => !['prisma-migrations', 'ui'].includes(name));
      for (const [, variables] of reading) {
        const names = variables.flatMap((one) => ('name' in one ? [one.name] : []));
        expect(referred.filter((name) => !names.includes(name ?? '') && !whole.includes(name ?? ''))).toEqual([]);
      }
      expect(reading).toHaveLength(shape === 'split' ? 2 : 1);
    });

    test('asks nobody outside for prices when it starts, to serve or to migrate', () => {
      const starting = Object.entries(apps.litellm).filter(([name]) => name !== 'ui');
      expect(starting.length).toBeGreaterThan(1);
      for (const [, variables] of starting) {
        expect(variable(variables, 'LITELLM_LOCAL_MODEL_COST_MAP')).toMatchObject({ value: 'True' });
      }
    });

    test('uses an account that is there before the chart, without a token of Kubernetes', () => {
      expect(resource(apps.json, 'kubernetes_service_account_v1', 'litellm')).toMatchObject({
        automount_service_account_token: false,
        metadata: { name: 'litellm' },
      });
      expect(release(apps.json, 'litellm')?.depends_on).toEqual(
        expect.arrayContaining([expect.stringContaining('kubernetes_service_account_v1.litellm')]),
      );
    });

    test('runs as nobody, without a privilege, on a root that it cannot write', () => {
      const pods = securityOf(apps.values('litellm'));
      expect(pods.length).toBe(shape === 'classic' ? 1 : 4);
      for (const { podSecurityContext, securityContext } of pods) {
        expect(podSecurityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
        expect(securityContext).toEqual({
          allowPrivilegeEscalation: false,
          capabilities: { drop: ['ALL'] },
          readOnlyRootFilesystem: true,
        });
      }
    });

    test('closes the administration pages and the documentation', () => {
      const serving = Object.entries(apps.litellm).find(([name]) =>
        ['proxy', 'gateway', 'litellm'].includes(name),
      )?.[1];
      expect(variable(serving, 'DISABLE_ADMIN_UI')).toMatchObject({ value: 'True' });
      for (const name of ['NO_DOCS', 'NO_OPENAPI', 'NO_REDOC']) {
        expect(variable(serving, name)).toMatchObject({ value: 'True' });
      }
    });
  });

  test('goes through the pooler without prepared statements', () => {
    const apps = new Applications(environment());
    expect(apps.secret('litellm-database-urls').url).toMatch(/@infra-postgresql-pooler-rw\..*[?&]pgbouncer=true/);
    expect(apps.secret('litellm-database-urls')['session-url']).not.toContain('pgbouncer');
  });

  test('reads from a replica only where it is asked to and there is one', () => {
    const withReplica = new Applications(environment());
    const without = new Applications(environment({ litellm: { useReader: false } }));
    expect(named(withReplica.litellm.proxy, 'DATABASE_URL_READ_REPLICA')).toHaveLength(1);
    expect(named(without.litellm.proxy, 'DATABASE_URL_READ_REPLICA')).toHaveLength(0);
  });

  test('follows the CPU between its bounds, and never the memory', () => {
    const scaled = new Applications(environment({ litellm: { replicas: { min: 2, max: 6 } } })).values('litellm');
    expect(valueAt(scaled, ['gateway', 'hpa'])).toMatchObject({
      enabled: true,
      minReplicas: 2,
      maxReplicas: 6,
      targetCPUUtilizationPercentage: 60,
      targetMemoryUtilizationPercentage: null,
    });
    const fixed = new Applications(environment({ litellm: { replicas: { min: 1, max: 1 } } })).values('litellm');
    expect(valueAt(fixed, ['gateway', 'hpa', 'enabled'])).toBe(false);
    expect(valueAt(fixed, ['gateway', 'pdb', 'enabled'])).toBe(false);
  });

  test('never makes another salt key, and starts the master key as LiteLLM asks', () => {
    const { json } = new Applications(environment());
    expect(manifest(json, 'infra-apps', 'ExternalSecret', 'litellm-salt-key').spec).toMatchObject({
      refreshPolicy: 'CreatedOnce',
      target: { creationPolicy: 'Orphan' },
    });
    const master = manifest(json, 'infra-apps', 'ExternalSecret', 'litellm-master-key').spec;
    expect(valueAt(master, ['target', 'template', 'data', 'password'])).toMatch(/^sk-\{\{/);
  });
});

describe('roles on AWS', () => {
  let apps: Applications;

  beforeAll(() => {
    apps = new Applications(awsEnvironment({ litellm: { models: [embedding] } }));
  });

  test('let LiteLLM call its models and write its prefix, and nothing else', () => {
    const { Statement } = policy(resource(apps.json, 'aws_iam_role_policy', 'litellm').policy);
    const resourcesOf = Statement.flatMap((statement) => statement.Resource ?? []);
    expect(resourcesOf).toContain('arn:aws:bedrock:eu-central-1::foundation-model/amazon.titan-embed-text-v2:0');
    expect(resourcesOf.filter((arn) => arn.includes('openwebui') || arn === '*')).toEqual([]);
    expect(apps.configured('litellm_settings.s3_callback_params')).toMatchObject({ s3_path: 'logs/litellm' });
  });

  test('let Open WebUI use its own prefix', () => {
    const { Statement } = policy(resource(apps.json, 'aws_iam_role_policy', 'openwebui').policy);
    expect(JSON.stringify(Statement)).toContain('files/openwebui/*');
    expect(JSON.stringify(Statement)).not.toContain('bedrock');
  });

  test('are not made for LiteLLM where it brings one', () => {
    const roleArn = 'arn:aws:iam::123456789012:role/litellm';
    const irsa = new Applications(
      awsEnvironment({ litellm: { models: [embedding], identity: { kind: 'irsa', roleArn } } }),
    );
    expect(resources(irsa.json, 'aws_iam_role').filter(({ name }) => name === 'test-litellm')).toEqual([]);
    expect(resource(irsa.json, 'kubernetes_service_account_v1', 'litellm')).toMatchObject({
      metadata: { annotations: { 'eks.amazonaws.com/role-arn': roleArn } },
    });
  });
});

describe("LiteLLM with RDS' tokens", () => {
  const managed = { postgres: { kind: 'managed' as const }, litellm: { database: { authentication: 'iam' as const } } };
  let apps: Applications;

  beforeAll(() => {
    apps = new Applications(awsEnvironment(managed));
  });

  test('has no URL and no password, in no container', () => {
    for (const variables of Object.values(apps.litellm)) {
      const names = variables.flatMap((one) => ('name' in one ? [one.name] : []));
      expect(names.filter((name) => /^DATABASE_(URL|PASSWORD)/.test(name))).toEqual([]);
      expect(names).toContain('DATABASE_HOST');
      expect(variable(variables, 'IAM_TOKEN_DB_AUTH')).toMatchObject({ value: 'true' });
      expect(variable(variables, 'AWS_REGION')).toMatchObject({ value: 'eu-central-1' });
    }
    expect(Object.keys(apps.secret('litellm-database-urls'))).toEqual(['username']);
    expect(valueAt(apps.values('litellm'), ['database', 'writer', 'sslMode'])).toBe('verify-full');
  });

  test('may connect as its own user, and as no other', () => {
    const { Statement } = policy(resource(apps.json, 'aws_iam_role_policy', 'litellm').policy);
    const connect = Statement.filter(({ Action }) => JSON.stringify(Action).includes('rds-db:connect'));
    expect(connect).toMatchObject([
      { Resource: [expect.stringMatching(/^arn:aws:rds-db:eu-central-1:123456789012:dbuser:.+\/litellm$/)] },
    ]);
  });

  test('is given the right to them by the bootstrap, which sets no password', () => {
    const { 'cluster-data': data } = layers(awsEnvironment(managed));
    const databases = valueAt(releaseValues(data as TerraformJson, 'infra-database-bootstrap'), ['databases']);
    expect(databases).toMatchObject([{ name: 'litellm' }, { name: 'openwebui', password: {} }]);
    expect(Object.keys((databases as object[])[0] ?? {})).not.toContain('password');
  });
});

describe("LiteLLM with ElastiCache's tokens", () => {
  const managed = { kind: 'managed' as const };
  const iam = { litellm: { redis: { authentication: 'iam' as const } } };
  let apps: Applications;

  beforeAll(() => {
    apps = new Applications(awsEnvironment({ redis: { openwebui: managed, litellm: managed }, ...iam }));
  });

  test('has no password of a Redis, in no container and no Secret', () => {
    expect(Object.keys(apps.secret('litellm-environment')).filter((name) => name.includes('REDIS'))).toEqual([]);
    expect(apps.configured('litellm_settings.cache_params')).toMatchObject({ aws_iam_auth: true, ssl: true });
    expect(apps.configured('litellm_settings.cache_params')).not.toHaveProperty('password');
    expect(apps.configured('general_settings.coordination_redis')).toMatchObject({
      aws_iam_auth: true,
      aws_iam_cache_name: 'test-openwebui-redis',
      namespace: 'litellm',
    });
  });

  test('may connect to its two servers as its two users, and to nothing else', () => {
    const { Statement } = policy(resource(apps.json, 'aws_iam_role_policy', 'litellm').policy);
    const connect = Statement.filter(({ Action }) => JSON.stringify(Action).includes('elasticache:Connect'));
    expect(connect).toHaveLength(1);
    expect(connect[0]?.Resource).toHaveLength(4);
    expect(JSON.stringify(connect[0]?.Resource)).not.toContain('*');
  });
});

describe('Open WebUI', () => {
  test('with a bucket stops all pods before a new one starts, and names no empty endpoint', () => {
    const apps = new Applications(awsEnvironment({ openwebui: { replicas: 3 } }));
    const values = apps.values('open-webui');
    expect(values).toMatchObject({ persistence: { enabled: false }, strategy: { type: 'Recreate' }, replicaCount: 3 });
    const variables = apps.openwebui['open-webui'];
    expect(variable(variables, 'STORAGE_PROVIDER')).toMatchObject({ value: 's3' });
    expect(named(variables, 'S3_ENDPOINT_URL')).toEqual([]);
    expect(named(variables, 'S3_ACCESS_KEY_ID')).toEqual([]);
    expect(manifest(apps.json, 'infra-apps', 'PodDisruptionBudget', 'open-webui').spec).toMatchObject({
      maxUnavailable: 1,
    });
  });

  test('runs as nobody and without a privilege', () => {
    expect(new Applications(environment()).values('open-webui')).toMatchObject({
      podSecurityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
      containerSecurityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
      serviceAccount: { automountServiceAccountToken: false },
    });
  });

  test('migrates in one pod while the others wait, over a session', () => {
    const apps = new Applications(environment());
    expect(variable(apps.openwebui['open-webui'], 'ENABLE_DB_MIGRATIONS')).toMatchObject({ value: 'False' });
    const session = variable(apps.openwebui['migrate-database'], 'SESSION_DATABASE_URL') as { readonly key: string };
    expect(apps.secret('open-webui-environment')[session.key]).toContain('@infra-postgresql-rw.');
    expect(named(apps.openwebui['migrate-database'], 'OPENAI_API_KEY')).toEqual([]);
  });

  test('has each variable once', () => {
    const { openwebui } = new Applications(
      awsEnvironment({ openwebui: { admin: { email: 'a@b.de', password: '${P}' } } }),
    );
    for (const variables of Object.values(openwebui)) {
      const names = variables.flatMap((one) => ('name' in one ? [one.name] : []));
      expect(new Set(names).size).toBe(names.length);
    }
  });

  test('embeds, speaks and draws through LiteLLM only where it has a model for it', () => {
    const some = new Applications(awsEnvironment({ litellm: { models: [embedding] } })).openwebui['open-webui'];
    expect(variable(some, 'RAG_EMBEDDING_MODEL')).toMatchObject({ value: 'e' });
    expect(named(some, 'AUDIO_TTS_ENGINE')).toEqual([]);
    const none = new Applications(environment()).openwebui['open-webui'];
    expect(named(none, 'RAG_EMBEDDING_ENGINE')).toEqual([]);
  });

  test('embeds many pieces of a document in a call, and makes few calls at once', () => {
    const sizes = (input: Partial<EnvironmentInput>) => {
      const variables = new Applications(awsEnvironment({ litellm: { models: [embedding] }, ...input })).openwebui;
      return ['RAG_EMBEDDING_BATCH_SIZE', 'RAG_EMBEDDING_CONCURRENT_REQUESTS'].map(
        (name) => named(variables['open-webui'], name)[0],
      );
    };
    expect(sizes({})).toMatchObject([{ value: '64' }, { value: '4' }]);
    const small = { embeddings: { batchSize: 32, concurrentRequests: 1 } };
    expect(sizes({ openwebui: small })).toMatchObject([{ value: '32' }, { value: '1' }]);
    expect(sizes({ litellm: {} })).toEqual([undefined, undefined]);
  });

  describe('offers for chats', () => {
    const chat = { name: 'c', provider: 'bedrock' as const, model: 'amazon.nova-lite-v1:0' };
    const offered = (litellm: EnvironmentInput['litellm'], openwebui: EnvironmentInput['openwebui'] = {}) => {
      const variables = new Applications(awsEnvironment({ litellm, openwebui })).openwebui['open-webui'];
      return named(variables, 'OPENAI_API_CONFIGS').map((one) => ('value' in one ? one.value : ''));
    };

    test('the models that chat, by each of their names, and no others', () => {
      const aliases = { usual: 'c', vectors: 'e' };
      expect(offered({ models: [chat, { ...chat, weight: 2 }, embedding], aliases })).toEqual([
        '{"0":{"model_ids":["c","usual"]}}',
      ]);
    });

    test('what LiteLLM says where all of them chat, or a name stands for many', () => {
      expect(offered({ models: [chat] })).toEqual([]);
      expect(offered({ models: [{ ...chat, name: 'bedrock/*' }, embedding] })).toEqual([]);
    });

    test("what LiteLLM says where the admin panel's list would stay as it first was", () => {
      expect(offered({ models: [chat, embedding] }, { managedBy: 'admin-ui' })).toEqual([]);
    });
  });

  test('keeps the lock of cleaning up for longer than until it is renewed', () => {
    const variables = new Applications(environment()).openwebui['open-webui'];
    const lock = variable(variables, 'WEBSOCKET_REDIS_LOCK_TIMEOUT') as { readonly value: string };
    expect(Number(lock.value)).toBeGreaterThan(120);
  });

  test('asks nobody for newer releases, and offers to publish no chat', () => {
    const variables = new Applications(environment()).openwebui['open-webui'];
    for (const name of ['ENABLE_COMMUNITY_SHARING', 'ENABLE_VERSION_UPDATE_CHECK']) {
      expect(variable(variables, name)).toMatchObject({ value: 'False' });
    }
  });

  test.each(['RAG', 'AUDIO_STT', 'AUDIO_TTS', 'IMAGES', 'IMAGES_EDIT'])(
    'asks LiteLLM and not api.openai.com, which Open WebUI would take for %s by itself',
    (service) => {
      const variables = new Applications(environment()).openwebui['open-webui'];
      expect(variable(variables, `${service}_OPENAI_API_BASE_URL`)).toMatchObject({
        value: 'http://litellm.inferencehub.svc.cluster.local:4000/v1',
      });
      expect(variable(variables, `${service}_OPENAI_API_KEY`)).toMatchObject({
        secret: 'open-webui-environment',
        key: 'litellm-key',
      });
    },
  );

  test.each([
    ['terraform', 'False'],
    ['admin-ui', 'True'],
  ] as const)('managed by %s keeps its configuration: %s', (managedBy, value) => {
    const apps = new Applications(environment({ openwebui: { managedBy } }));
    expect(variable(apps.openwebui['open-webui'], 'ENABLE_PERSISTENT_CONFIG')).toMatchObject({ value });
  });

  test('verifies the database and Redis with the authority that signed for them', () => {
    const apps = new Applications(environment());
    const secret = apps.secret('open-webui-environment');
    const authority = encodeURIComponent('/etc/inferencehub/authorities/');
    expect(secret['database-url']).toContain(`sslmode=verify-full&sslrootcert=${authority}`);
    expect(secret['redis-url']).toMatch(new RegExp(`^rediss://.*ssl_ca_certs=${authority}`));
    const mounts = valueAt(apps.values('open-webui'), ['volumeMounts', 'container']) as readonly object[];
    expect(mounts).toHaveLength(3);
  });

  test('finds a Redis through Sentinel and in a cluster', () => {
    const topology = { kind: 'sentinel' as const, nodes: ['s1.example.com:26379', 's2.example.com:26379'] };
    const redis = {
      openwebui: { kind: 'external' as const, url: 'redis://:${P}@primary/0', topology },
      litellm: { kind: 'in-cluster' as const },
    };
    const sentinel = new Applications(environment({ redis })).openwebui['open-webui'];
    expect(variable(sentinel, 'REDIS_SENTINEL_HOSTS')).toMatchObject({ value: 's1.example.com,s2.example.com' });
    expect(variable(sentinel, 'WEBSOCKET_SENTINEL_PORT')).toMatchObject({ value: '26379' });
  });

  test('waits for its key to be known, which the administrator makes known for it', () => {
    const { json } = new Applications(environment({ litellm: { shape: 'split' } }));
    expect(JSON.parse((release(json, 'open-webui-virtual-key')?.values as string[])[0] ?? '')).toMatchObject({
      managementUrl: 'http://litellm-backend.inferencehub.svc.cluster.local:4001',
      apiUrl: 'http://litellm-gateway.inferencehub.svc.cluster.local:4000',
      masterKeySecret: { name: 'litellm-admin', key: 'master-key' },
      virtualKeySecret: { name: 'open-webui-environment', key: 'litellm-key' },
    });
    expect(JSON.stringify(release(json, 'open-webui')?.depends_on)).toContain('virtual-key');
  });
});

describe('the job that makes its key known', () => {
  const imageOf = (litellm: EnvironmentInput['litellm']) => {
    const values = new Applications(environment({ litellm })).values('open-webui-virtual-key') as ValueMap;
    const chart = join(__dirname, '../../../charts/virtual-key');
    const objects = renderChart(chart, { name: 'open-webui-virtual-key', namespace: 'inferencehub', values });
    const job = objects.find(({ kind }) => kind === 'Job');
    return valueAt(job?.spec, ['template', 'spec', 'containers']);
  };

  test('runs in the bytes that LiteLLM is pinned to', () => {
    const digest = `sha256:${'0'.repeat(64)}`;
    expect(imageOf({ image: { tag: '1.104.0', digest } })).toMatchObject([
      { image: `ghcr.io/berriai/litellm:1.104.0@${digest}` },
    ]);
  });

  test('runs in the image of its tag where no bytes are pinned', () => {
    expect(imageOf({ image: { tag: '1.103.1' } })).toMatchObject([{ image: 'ghcr.io/berriai/litellm:1.103.1' }]);
  });
});

describe('outputs of the applications', () => {
  test('tell addresses, names of Secrets, and every connection, but no secret', () => {
    const { json } = new Applications(environment());
    expect(json.output?.['litellm-endpoint']?.value).toBe('http://litellm.inferencehub.svc.cluster.local:4000');
    expect(json.output?.['secret-names']?.value).toEqual({
      litellm: ['litellm-admin', 'litellm-database-urls', 'litellm-environment'],
      openwebui: ['open-webui-environment'],
    });
    const wiring = json.output?.wiring?.value as Readonly<
      Record<string, readonly { use: string; passwordFrom: string }[]>
    >;
    expect(wiring.litellm?.map(({ use }) => use)).toEqual(['database', 'cache', 'coordination']);
    expect(wiring.openwebui?.map(({ use }) => use)).toEqual([
      'database',
      'vectors',
      'sessions',
      'files',
      'models',
      'search',
    ]);
    expect(Object.values(json.output ?? {}).some(({ sensitive }) => sensitive)).toBe(false);
  });
});
