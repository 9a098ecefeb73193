import type { EnvironmentInput } from '../../../environments';
import { valkeyLocation } from '../../../constructs/redis/valkey-location';
import { redisDestinations } from '../../../constructs/redis/destinations';
import { flowsFrom } from '../../../constructs/network-policies/flow';
import { networkPolicies } from '../../../constructs/network-policies/network-policy';
import { OPEN_WEBUI_PODS } from '../../../constructs/open-webui/pods';
import { awsEnvironment, environment, layers, MANAGED } from '../../support/applications';
import { type End, NetworkPolicyReader, networkPolicyWiring } from '../../support/network-policies';
import { resources } from '../../support/terraform-json';

const app = (labels: Readonly<Record<string, string>>): End => ({
  labels: Object.fromEntries(Object.entries(labels).map(([name, value]) => [`app.kubernetes.io/${name}`, value])),
});
const LITELLM = app({ name: 'litellm', instance: 'litellm', component: 'proxy' });
const MIGRATIONS = app({ name: 'litellm', instance: 'litellm', component: 'migrations' });
const OPEN_WEBUI = app({ name: 'open-webui', instance: 'open-webui', component: 'open-webui' });
const SEARXNG = app({ name: 'searxng', instance: 'searxng' });
const VIRTUAL_KEY = app({ name: 'open-webui-virtual-key' });
const BOOTSTRAP = app({ name: 'database-bootstrap', instance: 'infra-database-bootstrap' });
const SESSIONS = app({ name: 'valkey', instance: 'infra-valkey' });
const CACHE = app({ name: 'valkey', instance: 'infra-litellm-valkey' });
const COORDINATION = app({ name: 'valkey', instance: 'infra-coordination-valkey' });
/** Labels that CloudNativePG gives its pods. */
const POSTGRES: End = { labels: { 'cnpg.io/cluster': 'infra-postgresql', 'cnpg.io/podRole': 'instance' } };
const POOLER: End = { labels: { 'cnpg.io/poolerName': 'infra-postgresql-pooler-rw', 'cnpg.io/podRole': 'pooler' } };
const INITDB: End = { labels: { 'cnpg.io/cluster': 'infra-postgresql', 'cnpg.io/jobRole': 'initdb' } };

const DNS: End = { labels: { 'k8s-app': 'kube-dns' }, namespace: 'kube-system' };
const METADATA: End = { address: '169.254.169.254' };
const POD_IDENTITY: End = { address: '169.254.170.23' };
const INTERNET: End = { address: '203.0.113.9' };
const NEIGHBOUR: End = { address: '10.30.99.99' };
const STRANGER: End = { labels: { app: 'stranger' } };
const ELSEWHERE: End = { labels: { app: 'caller' }, namespace: 'team-a' };

/** Whatever somebody may want to reach, on its own port. */
const SERVERS = {
  litellm: { end: LITELLM, port: 4000 },
  openwebui: { end: OPEN_WEBUI, port: 8080 },
  searxng: { end: SEARXNG, port: 8080 },
  postgres: { end: POSTGRES, port: 5432 },
  pooler: { end: POOLER, port: 5432 },
  sessions: { end: SESSIONS, port: 6379 },
  cache: { end: CACHE, port: 6379 },
  coordination: { end: COORDINATION, port: 6379 },
  stranger: { end: STRANGER, port: 80 },
  elsewhere: { end: ELSEWHERE, port: 80 },
  internet: { end: INTERNET, port: 443 },
  neighbour: { end: NEIGHBOUR, port: 443 },
  metadata: { end: METADATA, port: 80 },
  'pod identity': { end: POD_IDENTITY, port: 80 },
} as const;

/** In the first zone's database subnet, and in its private and its public one. */
const DATABASE_SUBNET: End = { address: '10.30.40.5' };
const PRIVATE_SUBNET: End = { address: '10.30.0.5' };
const PUBLIC_SUBNET: End = { address: '10.30.32.5' };

describe('network policies of an environment in a cluster', () => {
  let reader: NetworkPolicyReader;
  beforeAll(() => {
    reader = new NetworkPolicyReader(environment({ search: { kind: 'in-cluster' } }));
  });
  const reachable = (from: End) => reader.reachable(from, SERVERS);

  test('close the namespace to pods that nobody described', () => {
    expect(reachable(STRANGER)).toEqual([]);
    expect(reader.allows(ELSEWHERE, STRANGER, 80)).toBe(false);
    expect(reader.allows(STRANGER, DNS, 53, 'UDP')).toBe(false);
  });

  test('let LiteLLM reach its database, its two Redis and the search, and nothing else', () => {
    expect(reachable(LITELLM)).toEqual(['searxng', 'postgres', 'pooler', 'sessions', 'cache']);
  });

  test("let LiteLLM's migrations reach the database alone", () => {
    expect(reachable(MIGRATIONS)).toEqual(['postgres', 'pooler']);
  });

  test('let Open WebUI reach LiteLLM, the search, its data stores and the pages that a search finds', () => {
    expect(reachable(OPEN_WEBUI)).toEqual(['litellm', 'searxng', 'postgres', 'pooler', 'sessions', 'internet']);
  });

  test('let SearXNG ask search engines, and look at nothing private', () => {
    expect(reachable(SEARXNG)).toEqual(['internet']);
  });

  test('let the job for the virtual key reach LiteLLM, and the bootstrap the database', () => {
    expect(reachable(VIRTUAL_KEY)).toEqual(['litellm']);
    expect(reachable(BOOTSTRAP)).toEqual(['postgres']);
  });

  test('let Valkey open no connection, not even to DNS', () => {
    expect(reachable(SESSIONS)).toEqual([]);
    expect(reader.allows(SESSIONS, DNS, 53, 'UDP')).toBe(false);
  });

  test.each([LITELLM, MIGRATIONS, OPEN_WEBUI, SEARXNG, VIRTUAL_KEY, BOOTSTRAP, POSTGRES, POOLER])(
    'let %j resolve names, over UDP and TCP',
    (pod) => {
      expect(reader.allows(pod, DNS, 53, 'UDP')).toBe(true);
      expect(reader.allows(pod, DNS, 53, 'TCP')).toBe(true);
    },
  );

  test('let PostgreSQL replicate, be asked by its operator, and watch its objects', () => {
    const operator: End = { labels: { 'app.kubernetes.io/name': 'cloudnative-pg' }, namespace: 'cnpg-system' };
    expect(reader.allows(POSTGRES, POSTGRES, 5432)).toBe(true);
    expect(reader.allows(POSTGRES, POSTGRES, 8000)).toBe(true);
    expect(reader.allows(INITDB, POSTGRES, 5432)).toBe(true);
    expect(reader.allows(POOLER, POSTGRES, 5432)).toBe(true);
    expect(reader.allows(operator, POSTGRES, 8000)).toBe(true);
    expect(reader.allows(operator, POOLER, 5432)).toBe(false);
    for (const pod of [POSTGRES, POOLER, INITDB]) expect(reader.allows(pod, { address: '172.20.0.1' }, 443)).toBe(true);
    expect(reader.allows(POSTGRES, INTERNET, 443)).toBe(false);
  });

  test('keep what is on a port other than its own closed', () => {
    expect(reader.allows(OPEN_WEBUI, LITELLM, 4001)).toBe(false);
    expect(reader.allows(LITELLM, POSTGRES, 8000)).toBe(false);
    expect(reader.allows(OPEN_WEBUI, SEARXNG, 80)).toBe(false);
  });

  test('let nobody from outside the namespace in', () => {
    for (const { end, port } of Object.values(SERVERS).slice(0, 8)) {
      for (const from of [ELSEWHERE, INTERNET, NEIGHBOUR]) expect(reader.allows(from, end, port)).toBe(false);
    }
  });

  test('are made in the order in which pods need them', () => {
    const { platform, 'cluster-data': data, apps } = layers(environment());
    const names = [platform, data, apps].map((json) =>
      resources(json ?? { terraform: {} }, 'helm_release')
        .map(({ name }) => String(name))
        .filter((name) => /deny|-policies$/.test(name) && name !== 'network-policies'),
    );
    expect(names).toEqual([['deny-by-default'], ['infra-data-network-policies'], ['infra-apps-network-policies']]);
    for (const json of [data, apps]) {
      const manifests = resources(json ?? { terraform: {} }, 'helm_release').find(({ name }) =>
        /^infra-(data|apps)$/.test(String(name)),
      );
      expect(manifests?.depends_on).toEqual([expect.stringContaining('network-policies')]);
    }
  });
});

describe('network policies of LiteLLM', () => {
  const gateway = app({ name: 'litellm', instance: 'litellm', component: 'gateway' });
  const backend = app({ name: 'litellm', instance: 'litellm', component: 'backend' });
  const ui = app({ name: 'litellm', instance: 'litellm', component: 'ui' });

  test('tell its parts apart where it is split', () => {
    const reader = new NetworkPolicyReader(environment({ litellm: { shape: 'split', adminUi: true } }));
    for (const part of [gateway, backend]) {
      expect(reader.reachable(part, SERVERS)).toEqual(['searxng', 'postgres', 'pooler', 'sessions', 'cache']);
    }
    expect(reader.allows(OPEN_WEBUI, gateway, 4000)).toBe(true);
    expect(reader.allows(OPEN_WEBUI, backend, 4001)).toBe(false);
    expect(reader.allows(VIRTUAL_KEY, gateway, 4000)).toBe(true);
    expect(reader.allows(VIRTUAL_KEY, backend, 4001)).toBe(true);
    expect(reader.reachable(ui, SERVERS)).toEqual([]);
  });

  test("cover the classic chart's pods and its job, whose labels are fewer", () => {
    const reader = new NetworkPolicyReader(environment({ litellm: { shape: 'classic' } }));
    const job = app({ name: 'litellm', instance: 'litellm' });
    expect(reader.reachable(LITELLM, SERVERS)).toEqual(['searxng', 'postgres', 'pooler', 'sessions', 'cache']);
    expect(reader.allows(job, POSTGRES, 5432)).toBe(true);
    expect(reader.allows(OPEN_WEBUI, LITELLM, 4000)).toBe(true);
  });

  test('let it reach the models that the environment names', () => {
    const reader = new NetworkPolicyReader(
      environment({
        litellm: {
          models: [
            { name: 'a', provider: 'openai', model: 'gpt-4o', apiKey: '${KEY}' },
            { name: 'b', provider: 'ollama', model: 'llama', apiBase: 'http://ollama.models.svc.cluster.local:11434' },
            { name: 'c', provider: 'hosted-vllm', model: 'vllm', apiBase: 'http://10.1.2.3:8000/v1' },
          ],
        },
      }),
    );
    expect(reader.allows(LITELLM, INTERNET, 443)).toBe(true);
    expect(reader.allows(LITELLM, INTERNET, 80)).toBe(false);
    expect(reader.allows(LITELLM, { labels: { app: 'ollama' }, namespace: 'models' }, 11434)).toBe(true);
    expect(reader.allows(LITELLM, { labels: { app: 'ollama' }, namespace: 'others' }, 11434)).toBe(false);
    expect(reader.allows(LITELLM, { address: '10.1.2.3' }, 8000)).toBe(true);
    expect(reader.allows(LITELLM, { address: '10.1.2.4' }, 8000)).toBe(false);
    expect(reader.allows(LITELLM, NEIGHBOUR, 443)).toBe(false);
  });

  test('let it reach what else it passes calls on to', () => {
    const reader = new NetworkPolicyReader(
      environment({
        litellm: {
          guardrails: [
            { name: 'g', provider: 'other', guardrail: 'presidio', apiBase: 'http://presidio.guards.svc:3000' },
          ],
          passThrough: [{ path: '/jina', target: 'https://api.jina.ai/v1' }],
          mcpServers: { tools: { url: 'http://10.1.2.3:9000/mcp' } },
          observability: { openTelemetry: { endpoint: 'http://collector.observability.svc.cluster.local:4317' } },
        },
      }),
    );
    const inNamespace = (namespace: string): End => ({ labels: {}, namespace });
    expect(reader.allows(LITELLM, inNamespace('guards'), 3000)).toBe(true);
    expect(reader.allows(LITELLM, inNamespace('observability'), 4317)).toBe(true);
    expect(reader.allows(LITELLM, { address: '10.1.2.3' }, 9000)).toBe(true);
    expect(reader.allows(LITELLM, INTERNET, 443)).toBe(true);
    expect(reader.allows(OPEN_WEBUI, inNamespace('guards'), 3000)).toBe(false);
  });

  test('let namespaces call it, and read metrics, where they are named', () => {
    const reader = new NetworkPolicyReader(
      environment({
        litellm: { metrics: true },
        networkPolicies: { callers: ['team-a'], metricsReaders: ['monitoring'] },
      }),
    );
    const prometheus: End = { labels: { app: 'prometheus' }, namespace: 'monitoring' };
    expect(reader.allows(ELSEWHERE, LITELLM, 4000)).toBe(true);
    expect(reader.allows(ELSEWHERE, OPEN_WEBUI, 8080)).toBe(false);
    expect(reader.allows(prometheus, LITELLM, 4001)).toBe(true);
    expect(reader.allows(prometheus, LITELLM, 4000)).toBe(false);
    expect(reader.allows(prometheus, POSTGRES, 9187)).toBe(true);
    expect(reader.allows(prometheus, POOLER, 9127)).toBe(true);
    expect(reader.allows(prometheus, POSTGRES, 5432)).toBe(false);
  });
});

describe('network policies of Open WebUI', () => {
  test('let it ask who signs in, and the Tika that takes documents apart', () => {
    const reader = new NetworkPolicyReader(
      environment({
        search: { kind: 'none' },
        openwebui: {
          sso: {
            oidc: {
              clientId: 'chat',
              clientSecret: '${SECRET}',
              providerUrl: 'https://login.corp.example/.well-known/openid-configuration',
            },
          },
          tika: { kind: 'external', url: 'http://tika.tools.svc.cluster.local:9998' },
        },
      }),
    );
    expect(reader.allows(OPEN_WEBUI, NEIGHBOUR, 443)).toBe(true);
    expect(reader.allows(OPEN_WEBUI, { labels: { app: 'tika' }, namespace: 'tools' }, 9998)).toBe(true);
    expect(reader.allows(OPEN_WEBUI, INTERNET, 80)).toBe(false);
  });

  test('keep it from the internet where nothing of it is there', () => {
    const reader = new NetworkPolicyReader(environment({ search: { kind: 'none' } }));
    expect(reader.reachable(OPEN_WEBUI, SERVERS)).toEqual(['litellm', 'postgres', 'pooler', 'sessions']);
  });
});

describe('network policies of an environment that AWS runs', () => {
  let reader: NetworkPolicyReader;
  const models = [{ name: 'nova', provider: 'bedrock' as const, model: 'eu.amazon.nova-lite-v1:0' }];
  const gateway = {
    kind: 'alb' as const,
    hosts: { openwebui: 'chat.example.com' },
    certificateArn: 'arn:aws:acm:eu-central-1:123456789012:certificate/1',
  };
  beforeAll(() => {
    reader = new NetworkPolicyReader(awsEnvironment({ ...MANAGED, litellm: { models }, gateway }));
  });

  test('let applications reach the database subnets, each on the ports of its own data stores', () => {
    for (const pod of [LITELLM, OPEN_WEBUI]) {
      expect(reader.allows(pod, DATABASE_SUBNET, 5432)).toBe(true);
      expect(reader.allows(pod, DATABASE_SUBNET, 6379)).toBe(true);
      expect(reader.allows(pod, NEIGHBOUR, 5432)).toBe(false);
    }
    expect(reader.allows(MIGRATIONS, DATABASE_SUBNET, 5432)).toBe(true);
    expect(reader.allows(MIGRATIONS, DATABASE_SUBNET, 6379)).toBe(false);
    expect(reader.allows(BOOTSTRAP, DATABASE_SUBNET, 5432)).toBe(true);
    expect(reader.allows(SEARXNG, DATABASE_SUBNET, 5432)).toBe(false);
  });

  test("let pods with a role get their credentials, and never the node's", () => {
    for (const pod of [LITELLM, OPEN_WEBUI]) expect(reader.allows(pod, POD_IDENTITY, 80)).toBe(true);
    for (const pod of [SEARXNG, MIGRATIONS, VIRTUAL_KEY]) expect(reader.allows(pod, POD_IDENTITY, 80)).toBe(false);
    for (const pod of [LITELLM, OPEN_WEBUI, SEARXNG, MIGRATIONS]) {
      expect(reader.allows(pod, METADATA, 80)).toBe(false);
    }
  });

  test.each([
    ['with pods’ own security groups', { kind: 'managed-node-groups' }],
    ['without', { kind: 'managed-node-groups', podSecurityGroups: false }],
  ] as const)('are not alone: nodes of node groups %s tell their credentials one hop away to nobody', (_, compute) => {
    const { cluster } = layers(awsEnvironment({ ...MANAGED, cluster: { kind: 'managed', compute } }));
    const templates = resources(cluster ?? { terraform: {} }, 'aws_launch_template');
    expect(templates.length).toBeGreaterThan(0);
    for (const { metadata_options } of templates) {
      expect(metadata_options).toMatchObject({ http_tokens: 'required', http_put_response_hop_limit: 1 });
    }
  });

  test("let migrations get credentials where LiteLLM logs in with RDS' tokens", () => {
    const iam = new NetworkPolicyReader(
      awsEnvironment({ ...MANAGED, litellm: { models, database: { authentication: 'iam' } } }),
    );
    expect(iam.allows(MIGRATIONS, POD_IDENTITY, 80)).toBe(true);
    expect(iam.allows(MIGRATIONS, METADATA, 80)).toBe(false);
  });

  test("let LiteLLM alone get credentials where it logs in with ElastiCache's tokens", () => {
    const litellm = { redis: { authentication: 'iam' as const }, requestLogs: false };
    const iam = new NetworkPolicyReader(awsEnvironment({ ...MANAGED, litellm }));
    expect(iam.allows(LITELLM, POD_IDENTITY, 80)).toBe(true);
    expect(iam.allows(MIGRATIONS, POD_IDENTITY, 80)).toBe(false);
  });

  test("let them reach AWS' services, outside and through endpoints in the private subnets", () => {
    for (const pod of [LITELLM, OPEN_WEBUI]) {
      expect(reader.allows(pod, INTERNET, 443)).toBe(true);
      expect(reader.allows(pod, PRIVATE_SUBNET, 443)).toBe(true);
      expect(reader.allows(pod, DATABASE_SUBNET, 443)).toBe(false);
    }
  });

  test('allow public addresses once, where AWS and another provider are both asked on the same port', () => {
    const direct = { name: 'direct', provider: 'openai' as const, model: 'gpt-5', apiKey: '${OPENAI_API_KEY}' };
    const both = new NetworkPolicyReader(awsEnvironment({ ...MANAGED, litellm: { models: [...models, direct] } }));
    const own = both.policies.find(({ metadata }) => metadata.name === 'apps-litellm');
    const { egress } = own?.spec as { egress: { to: { ipBlock?: { cidr: string } }[] }[] };
    const ranges = egress.flatMap(({ to }) => to.flatMap(({ ipBlock }) => ipBlock?.cidr ?? []));
    expect(ranges).toContain('1.0.0.0/8');
    expect(ranges).toHaveLength(new Set(ranges).size);
    expect(both.allows(LITELLM, INTERNET, 443)).toBe(true);
  });

  test('let Open WebUI read no pages, whose names it could not resolve', () => {
    expect(reader.allows(OPEN_WEBUI, INTERNET, 80)).toBe(false);
  });

  test('let an internal load balancer in from the private subnets, to what has a host name', () => {
    expect(reader.allows(PRIVATE_SUBNET, OPEN_WEBUI, 8080)).toBe(true);
    expect(reader.allows(PUBLIC_SUBNET, OPEN_WEBUI, 8080)).toBe(false);
    expect(reader.allows(PRIVATE_SUBNET, LITELLM, 4000)).toBe(false);
  });

  test('let one that faces the internet in from the public subnets', () => {
    const facing = new NetworkPolicyReader(
      awsEnvironment({ ...MANAGED, gateway: { ...gateway, scheme: 'internet-facing' } }),
    );
    expect(facing.allows(PUBLIC_SUBNET, OPEN_WEBUI, 8080)).toBe(true);
    expect(facing.allows(PRIVATE_SUBNET, OPEN_WEBUI, 8080)).toBe(false);
    expect(facing.allows(INTERNET, OPEN_WEBUI, 8080)).toBe(false);
  });

  test("let DNS be reached by its Service's address too: in Auto Mode it has no pods", () => {
    const [rule] = (
      reader.policies.find(({ metadata }) => metadata.name === 'apps-litellm')?.spec as {
        egress: readonly { to: readonly { ipBlock?: { cidr: string } }[] }[];
      }
    ).egress;
    expect(rule?.to.map(({ ipBlock }) => ipBlock?.cidr)).toEqual([
      undefined,
      expect.stringMatching(/^\$\{.*dns-address.*\}\/32$/),
      '169.254.20.10/32',
    ]);
  });

  test.each([
    ['made here', MANAGED],
    ['adopted', {}],
  ])('find it, and the API, in the range of the Services of a cluster that is %s', (_, input) => {
    const { locals } = layers(awsEnvironment(input)).cluster as unknown as { locals: Readonly<Record<string, string>> };
    const cidr = 'aws_eks_cluster\\..*kubernetes_network_config.*\\.service_ipv4_cidr';
    const addresses = [1, 10].map((hostNumber): unknown =>
      expect.stringMatching(new RegExp(`^\\$\\{cidrhost\\(.*${cidr}, ${hostNumber}\\)\\}$`)),
    );
    expect(Object.values(locals)).toEqual(addresses);
  });

  test('are enforced: Auto Mode is told to', () => {
    const { platform } = layers(awsEnvironment(MANAGED));
    expect(resources(platform ?? { terraform: {} }, 'kubernetes_config_map_v1')).toEqual([
      expect.objectContaining({
        metadata: { name: 'amazon-vpc-cni', namespace: 'kube-system' },
        data: { 'enable-network-policy-controller': 'true' },
      }),
    ]);
  });

  test('leave an adopted cluster as it is', () => {
    const { platform } = layers(awsEnvironment({ cluster: { kind: 'existing', name: 'shared', autoMode: true } }));
    expect(resources(platform ?? { terraform: {} }, 'kubernetes_config_map_v1')).toEqual([]);
  });
});

describe('network policies of an environment whose data stores are elsewhere', () => {
  const external: Partial<EnvironmentInput> = {
    postgres: {
      kind: 'external',
      openwebui: { url: '${OPENWEBUI_URL}', port: 6543 },
      litellm: { url: 'postgresql://litellm:${P}@db.example.com:5433/litellm' },
    },
    redis: {
      openwebui: {
        kind: 'external',
        url: 'redis://:${P}@primary',
        topology: { kind: 'sentinel', nodes: ['one.example.com:26379', 'two.example.com:26379'] },
      },
      litellm: { kind: 'external', url: 'rediss://:${P}@cache.example.com:6380' },
    },
    search: { kind: 'external', engine: 'searxng', queryUrl: 'https://search.example.com/search' },
  };
  let reader: NetworkPolicyReader;
  beforeAll(() => {
    reader = new NetworkPolicyReader(environment(external));
  });

  test('let each application reach its own servers wherever they are, on their ports alone', () => {
    for (const server of [INTERNET, NEIGHBOUR]) {
      expect(reader.allows(LITELLM, server, 5433)).toBe(true);
      expect(reader.allows(LITELLM, server, 6380)).toBe(true);
      expect(reader.allows(LITELLM, server, 6543)).toBe(false);
      expect(reader.allows(OPEN_WEBUI, server, 6543)).toBe(true);
      expect(reader.allows(OPEN_WEBUI, server, 6380)).toBe(false);
      expect(reader.allows(MIGRATIONS, server, 5433)).toBe(true);
    }
    expect(reader.allows(LITELLM, METADATA, 5433)).toBe(false);
  });

  test('let Sentinels be asked, and the server that they name', () => {
    expect(reader.allows(OPEN_WEBUI, INTERNET, 26379)).toBe(true);
    expect(reader.allows(OPEN_WEBUI, INTERNET, 6379)).toBe(true);
  });

  test('name no pod of a data store that is not there', () => {
    expect(reader.policies.filter(({ metadata }) => /postgresql|valkey/.test(metadata.name))).toEqual([]);
  });
});

describe('a new data store', () => {
  test("brings its clients' policies and its own: coordination on a server of its own", () => {
    const reader = new NetworkPolicyReader(
      environment({
        redis: {
          openwebui: { kind: 'in-cluster' },
          litellm: { kind: 'in-cluster' },
          coordination: { kind: 'in-cluster' },
        },
      }),
    );
    expect(reader.reachable(LITELLM, SERVERS)).toEqual(['searxng', 'postgres', 'pooler', 'cache', 'coordination']);
    expect(reader.allows(OPEN_WEBUI, COORDINATION, 6379)).toBe(false);
  });

  test('needs no more than to say where it is', () => {
    const connection = {
      variant: 'planted',
      address: { kind: 'single' as const, host: 'planted', port: 6390, database: 0 },
      location: valkeyLocation('planted'),
      tls: true,
    };
    const policies = networkPolicies(flowsFrom(OPEN_WEBUI_PODS, redisDestinations(connection)), {
      prefix: 'test',
      namespace: 'inferencehub',
      surroundings: networkPolicyWiring().surroundings,
    });
    expect(policies.map(({ metadata }) => metadata.name)).toEqual(['test-open-webui', 'test-planted']);
    expect(policies[1]?.spec).toEqual({
      podSelector: { matchLabels: { 'app.kubernetes.io/name': 'valkey', 'app.kubernetes.io/instance': 'planted' } },
      policyTypes: ['Ingress'],
      ingress: [
        {
          from: [{ podSelector: { matchLabels: OPEN_WEBUI_PODS.labels } }],
          ports: [{ protocol: 'TCP', port: 6390 }],
        },
      ],
    });
  });
});

describe('extra egress', () => {
  test('opens what it says, for the application that it names', () => {
    const reader = new NetworkPolicyReader(
      environment({
        networkPolicies: { extraEgress: [{ from: 'litellm', ranges: ['203.0.113.0/24'], ports: [8443] }] },
      }),
    );
    expect(reader.allows(LITELLM, INTERNET, 8443)).toBe(true);
    expect(reader.allows(OPEN_WEBUI, INTERNET, 8443)).toBe(false);
  });
});

describe('Envoy Gateway', () => {
  const envoy: Partial<EnvironmentInput> = { gateway: { kind: 'envoy', hosts: { openwebui: 'chat.example.com' } } };
  const proxy = (namespace: string): End => ({
    labels: { 'gateway.envoyproxy.io/owning-gateway-namespace': namespace },
    namespace: 'envoy-gateway-system',
  });

  test("brings users through the environment's own proxies", () => {
    const reader = new NetworkPolicyReader(environment(envoy));
    expect(reader.allows(proxy('inferencehub'), OPEN_WEBUI, 8080)).toBe(true);
    expect(reader.allows(proxy('another'), OPEN_WEBUI, 8080)).toBe(false);
    expect(reader.allows(proxy('inferencehub'), LITELLM, 4000)).toBe(false);
  });

  test('and the operators are in the namespaces that policies name', () => {
    const releases = resources(layers(environment(envoy)).platform ?? { terraform: {} }, 'helm_release');
    const namespaceOf = (release: string) => releases.find(({ name }) => name === release)?.namespace;
    expect(namespaceOf('envoy-gateway')).toBe('envoy-gateway-system');
    expect(namespaceOf('cloudnative-pg')).toBe('cnpg-system');
  });
});
