import { requiredVariables } from '../../../environments';
import { fromYaml, toldOfYaml } from './support';

/** What every file of InferenceHub's command has. */
const BASE = `
clusterName: my-cluster
domain: chat.example.com
environment: staging
models:
  openai:
    - name: gpt-4o
      model: gpt-4o
`;

describe('an inferencehub.yaml', () => {
  test('is an environment on a cluster behind a kubeconfig, with every data store in it', () => {
    expect(fromYaml(BASE)).toMatchObject({
      name: 'staging',
      namespace: 'inferencehub',
      cluster: { kind: 'kubeconfig', context: 'my-cluster', path: '~/.kube/config' },
      secrets: { kind: 'in-cluster' },
      postgres: { kind: 'in-cluster' },
      redis: {
        openwebui: { kind: 'in-cluster', evictionPolicy: 'noeviction' },
        litellm: { kind: 'in-cluster', evictionPolicy: 'allkeys-lru' },
        coordination: { kind: 'with-openwebui' },
      },
      storage: { kind: 'volume' },
      gateway: { kind: 'envoy', hosts: { openwebui: 'chat.example.com' }, tlsSecret: 'inferencehub-tls' },
      search: { kind: 'none' },
      litellm: { shape: 'classic', models: [{ provider: 'openai', model: 'gpt-4o', apiKey: '${OPENAI_API_KEY}' }] },
    });
  });

  test('is known by its name or by its settings, and is told apart from our own shape', () => {
    expect(fromYaml(BASE, 'anything.yaml').cluster.kind).toBe('kubeconfig');
    expect(fromYaml('namespace: chat', 'inferencehub.yaml').name).toBe('inferencehub');
    expect(toldOfYaml('namespace: x', 'other.yaml')[0]).toMatch(/^ {2}cluster is missing/);
  });

  test('leaves variables unresolved', () => {
    const environment = fromYaml(`${BASE}
redis:
  litellm:
    url: "\${CACHE_URL}"
`);
    expect(requiredVariables(environment)).toEqual(['CACHE_URL', 'OPENAI_API_KEY']);
  });

  describe('with data stores elsewhere', () => {
    test('takes both databases by connection string', () => {
      const { postgres } = fromYaml(`${BASE}
postgresql:
  openwebuiConnectionString: "postgresql://user:\${POSTGRES_PASSWORD}@mydb.us-east-1.rds.amazonaws.com:5432/openwebui"
  litellmConnectionString:   "postgresql://user:\${POSTGRES_PASSWORD}@mydb.us-east-1.rds.amazonaws.com:5432/litellm"
`);
      const url = (name: string) =>
        `postgresql://user:\${POSTGRES_PASSWORD}@mydb.us-east-1.rds.amazonaws.com:5432/${name}`;
      expect(postgres).toMatchObject({
        kind: 'external',
        openwebui: { url: url('openwebui'), tls: 'require' },
        litellm: { url: url('litellm'), tls: 'require' },
      });
    });

    test('takes the placeholder for a password in InferenceHub’s own example for a variable', () => {
      const environment = fromYaml(`${BASE}
postgresql:
  openwebuiConnectionString: "postgresql://user:pass@mydb.us-east-1.rds.amazonaws.com:5432/openwebui"
  litellmConnectionString:   "postgresql://user:pass@mydb.us-east-1.rds.amazonaws.com:5432/litellm"
`);
      expect(requiredVariables(environment)).toContain('POSTGRES_PASSWORD');
      expect(JSON.stringify(environment)).not.toContain(':pass@');
    });

    test('keeps the database in the cluster that has no connection string', () => {
      expect(
        fromYaml(`${BASE}
postgresql:
  openwebuiConnectionString: ""
  litellmConnectionString: "\${LITELLM_DATABASE_URL}"
`).postgres,
      ).toMatchObject({ kind: 'in-cluster', elsewhere: { litellm: { url: '${LITELLM_DATABASE_URL}' } } });
    });

    test('takes both Redis by address, each with its own password', () => {
      expect(
        fromYaml(`${BASE}
redis:
  openwebui:
    url: "redis://openwebui-cache.abc123.cache.amazonaws.com:6379"
    password: "\${OPENWEBUI_REDIS_PASSWORD}"
  litellm:
    url: "redis://litellm-cache.def456.cache.amazonaws.com:6379"
    password: "\${LITELLM_REDIS_PASSWORD}"
`).redis,
      ).toMatchObject({
        openwebui: {
          kind: 'external',
          url: 'redis://openwebui-cache.abc123.cache.amazonaws.com:6379',
          password: '${OPENWEBUI_REDIS_PASSWORD}',
        },
        litellm: {
          kind: 'external',
          url: 'redis://litellm-cache.def456.cache.amazonaws.com:6379',
          password: '${LITELLM_REDIS_PASSWORD}',
        },
      });
    });

    test('mixes: one Redis in the cluster, one elsewhere', () => {
      expect(
        fromYaml(`${BASE}
redis:
  openwebui:
    # in-cluster (default — no config needed)
  litellm:
    url: "redis://litellm-cache.def456.cache.amazonaws.com:6379"
    password: "\${LITELLM_REDIS_PASSWORD}"
`).redis,
      ).toMatchObject({ openwebui: { kind: 'in-cluster' }, litellm: { kind: 'external' } });
    });

    test.each([
      ['cache.corp', 'redis://cache.corp'],
      ['cache.corp:6380', 'redis://cache.corp:6380'],
      ['rediss://cache.corp:6380/2', 'rediss://cache.corp:6380/2'],
    ])('keeps the scheme and the port of %s', (given, url) => {
      expect(fromYaml(`${BASE}\nredis: { litellm: { url: "${given}" } }`).redis.litellm).toMatchObject({ url });
    });
  });

  test('takes models of every provider, with the keys that its documentation names', () => {
    const { litellm } = fromYaml(`
clusterName: my-cluster
aws: { litellmRoleArn: "arn:aws:iam::123456789012:role/litellm-bedrock-role" }
models:
  bedrock:
    - { name: claude, model: "anthropic.claude-3-5-sonnet-20241022-v2:0", region: us-east-1 }
  openai:
    - { name: gpt-4o, model: gpt-4o }
  ollama:
    - { name: llama3, model: "llama3.2:3b", apiBase: "http://ollama.default.svc.cluster.local:11434" }
  azure:
    - { name: gpt-4-azure, model: gpt-4, apiBase: "https://example.openai.azure.com" }
`);
    expect(litellm.identity).toEqual({ kind: 'irsa', roleArn: 'arn:aws:iam::123456789012:role/litellm-bedrock-role' });
    expect(litellm.models).toMatchObject([
      { name: 'claude', provider: 'bedrock', region: 'us-east-1' },
      { name: 'gpt-4o', provider: 'openai', apiKey: '${OPENAI_API_KEY}' },
      { name: 'llama3', provider: 'ollama', model: 'llama3.2:3b' },
      { name: 'gpt-4-azure', provider: 'azure', deployment: 'gpt-4', apiKey: '${AZURE_OPENAI_API_KEY}' },
    ]);
  });

  test.each([
    ['enabled: false', { kind: 'none' }],
    ['enabled: true', { kind: 'in-cluster' }],
    ['{ enabled: true, engine: duckduckgo }', { kind: 'external', engine: 'duckduckgo' }],
    [
      '{ enabled: true, external: { enabled: true, queryUrl: "https://searx.example.com/search?q=<query>&format=json" } }',
      { kind: 'external', engine: 'searxng', queryUrl: 'https://searx.example.com/search?q=<query>&format=json' },
    ],
    [
      '{ enabled: true, engine: brave, external: { enabled: true, apiKey: "${BRAVE_API_KEY}" } }',
      { kind: 'external', engine: 'brave', apiKey: '${BRAVE_API_KEY}' },
    ],
    [
      '{ enabled: true, engine: google_pse, external: { enabled: true, apiKey: "${PSE_KEY}", engineId: abc } }',
      { kind: 'external', engine: 'google_pse', apiKey: '${PSE_KEY}', engineId: 'abc' },
    ],
  ])('searches the web with %s', (webSearch, search) => {
    const block = webSearch.startsWith('{') ? webSearch : `{ ${webSearch} }`;
    expect(fromYaml(`${BASE}\nwebSearch: ${block}`).search).toMatchObject(search);
  });

  test('traces to Langfuse where it is switched on, and asks for no key where it is not', () => {
    const langfuse = 'langfuse: { publicKey: "${LANGFUSE_PUBLIC_KEY}", secretKey: "${LANGFUSE_SECRET_KEY}" }';
    expect(fromYaml(`${BASE}\nobservability: { enabled: true, ${langfuse} }`).litellm.observability.langfuse).toEqual({
      host: 'https://cloud.langfuse.com',
      publicKey: '${LANGFUSE_PUBLIC_KEY}',
      secretKey: '${LANGFUSE_SECRET_KEY}',
    });
    const off = fromYaml(`${BASE}\nobservability: { enabled: false, ${langfuse} }`);
    expect(requiredVariables(off)).toEqual(['OPENAI_API_KEY']);
  });

  test('names an administrator where there is a domain: none becomes it by coming first', () => {
    expect(fromYaml(BASE).openwebui.admin?.email).toMatch(/^admin@/);
    expect(fromYaml(BASE.replace(/^domain:.*$/m, 'domain: localhost')).openwebui.admin).toBeUndefined();
  });

  test('takes versions and one StorageClass for every volume', () => {
    expect(
      fromYaml(`${BASE}
storageClass: gp2
versions: { openwebui: v0.8.5, litellm: main-v1.104.0-stable.2, postgresql: 18-alpine }
`),
    ).toMatchObject({
      postgres: { majorVersion: 18, storageClass: 'gp2' },
      redis: { openwebui: { storageClass: 'gp2' }, litellm: { storageClass: 'gp2' } },
      storage: { storageClass: 'gp2' },
      litellm: { image: { tag: 'main-v1.104.0-stable.2' } },
      openwebui: { image: { tag: 'v0.8.5' } },
    });
  });

  test('passes chart values through, and takes out those that are settings of the platform', () => {
    expect(
      fromYaml(`${BASE}
openwebui:
  revisionHistoryLimit: 3
  persistence: { storageClass: gp3, size: 10Gi }
litellm:
  replicaCount: 2
  proxy_config: { litellm_settings: { drop_params: true } }
`),
    ).toMatchObject({
      storage: { kind: 'volume', storageGib: 10, storageClass: 'gp3' },
      openwebui: { values: { revisionHistoryLimit: 3 } },
      litellm: {
        replicas: { min: 2, max: 2 },
        values: { proxy_config: { litellm_settings: { drop_params: true } } },
      },
    });
  });

  test('asks for less on a laptop, and for no certificate', () => {
    expect(fromYaml(`${BASE.replace('chat.example.com', 'chat.local.example')}\ncloudProvider: local`)).toMatchObject({
      gateway: { kind: 'envoy', scheme: 'internal' },
      protection: false,
      postgres: { instances: 1, poolerInstances: 1 },
      litellm: { replicas: { min: 1, max: 1 }, resources: { memoryGib: 2 } },
    });
    expect(fromYaml(BASE.replace('chat.example.com', 'localhost')).gateway).toEqual({ kind: 'none' });
  });
});

describe('the problems of an inferencehub.yaml', () => {
  test('say what is missing and what is of the wrong type', () => {
    expect(
      toldOfYaml(`
clusterName: my-cluster
domain: 5
models:
  openai:
    - { name: "", model: gpt-4o }
cloudProvider: awz
`),
    ).toEqual([
      '  domain is 5; it takes a text',
      '  cloudProvider is "awz"; it takes aws, gcp, azure or local',
      '    did you mean aws?',
      '  models.openai[0].name is missing; it takes a text',
    ]);
  });

  test('name its settings where it is checked as an environment', () => {
    const lines = toldOfYaml(`
clusterName: my-cluster
domain: Not A Domain
environment: staging
namespace: Team_A
aws: { litellmRoleArn: "arn:aws:iam::123456789:role/x" }
models:
  ollama:
    - { name: llama3, model: llama3, apiBase: "ftp://ollama:11434" }
webSearch: { enabled: true, engine: brave, external: { enabled: true } }
redis: { litellm: { url: "redis://cache:6379", password: hunter2 } }
`);
    expect(lines.join('\n')).not.toContain('hunter2');
    expect(lines.filter((line) => !line.startsWith('    ')).map((line) => line.trim().split(' ')[0])).toEqual([
      'namespace',
      'redis.litellm.password',
      'domain',
      'webSearch.external.apiKey',
      'models.ollama[0].apiBase',
      'aws.litellmRoleArn',
    ]);
  });

  test('name its settings where they contradict each other', () => {
    expect(
      toldOfYaml(`${BASE}
postgresql:
  openwebuiConnectionString: "\${DATABASE_URL}"
  litellmConnectionString: "\${DATABASE_URL}"
openwebui:
  databaseUrl: x
`),
    ).toEqual([
      '  postgresql.openwebuiConnectionString and postgresql.litellmConnectionString are the same database (${DATABASE_URL})',
      '    each application makes tables of its own and owns them; give each a database, on the same server if you like',
      '  openwebui.databaseUrl is protected: the database and its role are made or adopted by the environment, and the password is in a Secret',
      "    use the environment's postgresql",
    ]);
  });

  test('refuse one Redis for both applications, as everywhere', () => {
    expect(
      toldOfYaml(
        `${BASE}\nredis: { openwebui: { url: "cache.corp" }, litellm: { url: "redis://cache.corp:6379" } }`,
      )[0],
    ).toBe('  redis.openwebui and redis.litellm are the same server (cache.corp:6379)');
  });

  test('refuse Bedrock without a role', () => {
    expect(
      toldOfYaml(`
clusterName: my-cluster
models: { bedrock: [{ name: claude, model: "anthropic.claude-v2:1", region: us-east-1 }] }
`),
    ).toEqual([
      "  models.bedrock[0] is on Bedrock, but the cluster's kind is kubeconfig, and LiteLLM has no AWS role there",
      "    name a role that trusts the cluster's OIDC provider, as aws.litellmRoleArn",
    ]);
  });

  test('refuse a password in plain text without repeating it', () => {
    expect(
      toldOfYaml(`${BASE}
postgresql:
  openwebuiConnectionString: "postgresql://user:hunter2@db.corp:5432/openwebui"
`),
    ).toEqual([
      '  postgresql.openwebuiConnectionString has a password in plain text; write "${NAME}" in its place and set NAME where you deploy',
    ]);
  });

  test('say what has no place here, and why', () => {
    expect(
      toldOfYaml(`${BASE}
chartPath: ./chart
gateway: { name: other, namespace: envoy-gateway-system }
versions: { redis: 8-alpine, searxng: latest, postgresql: latest }
postgresql: { password: "\${POSTGRES_PASSWORD}" }
redis: { litellm: { password: "\${LITELLM_REDIS_PASSWORD}" } }
webSearch: { enabled: true, engine: brave }
`).filter((line) => !line.startsWith('    ')),
    ).toEqual([
      '  chartPath has no place here',
      '  gateway.name has no place here',
      '  versions.redis has no place here',
      '  versions.searxng has no place here',
      '  postgresql.password has no place here',
      '  redis.litellm.password has no place here',
      '  webSearch.engine is "brave", but webSearch.external.enabled is not true',
      '  versions.postgresql is "latest"; it takes a tag that begins with a major version: 15, 16, 17, 18',
    ]);
  });

  test('say that a variable inside a chart value stays as it is', () => {
    expect(
      toldOfYaml(`${BASE}
openwebui: { extraEnvVars: [{ name: BANNER, value: "Welcome to \${COMPANY}" }] }
litellm: { proxy_config: { general_settings: { slack_msg_webhook_url: "\${SLACK_WEBHOOK_URL}" } } }
`).filter((line) => !line.startsWith('    ')),
    ).toEqual([
      '  openwebui.extraEnvVars[0].value has a "${NAME}" in its text; a variable is resolved only where a secret belongs',
      "  litellm.proxy_config.general_settings.slack_msg_webhook_url is ${SLACK_WEBHOOK_URL}; a variable is resolved only where a secret belongs, and a chart's values are kept in plain text",
    ]);
  });

  test('name the nearest setting for one that does not exist', () => {
    expect(toldOfYaml(`${BASE}\npostgres: { url: x }`)).toEqual(['  postgres is no setting; did you mean postgresql?']);
  });
});
