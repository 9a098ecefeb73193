import type { EnvVar } from '../../../constructs/helm/container-variables';
import { litellmRedisUses } from '../../../constructs/litellm/redis-uses';
import { OPEN_WEBUI_REDIS } from '../../../constructs/open-webui/redis-use';
import type { EvictionPolicy } from '../../../constructs/redis/settings';
import { evictionDemand } from '../../../constructs/redis/use-problems';
import type { EnvironmentInput } from '../../../environments';
import { problemsText } from '../../../constructs/telling/problems';
import { environmentProblems } from '../../../environments/rules';
import { Applications, awsEnvironment } from '../../support/applications';
import { manifest, releaseValues } from '../../support/helm-release';
import { type End, NetworkPolicyReader } from '../../support/network-policies';
import { pairwise } from '../../support/pairwise';
import { resources, type TerraformJson } from '../../support/terraform-json';

/** Every choice that changes what a pod is told. */
const CHOICES = {
  shape: ['monolith', 'split', 'classic'],
  postgres: ['managed', 'in-cluster', 'external', 'external by one URL'],
  sessions: ['managed', 'in-cluster', 'external', 'sentinel', 'cluster'],
  cache: ['managed', 'in-cluster', 'external'],
  coordination: ['with-openwebui', 'in-cluster'],
  authentication: ['password', 'iam'],
  gateway: ['none', 'alb', 'envoy'],
  search: ['none', 'in-cluster', 'external'],
  replicas: ['one', 'many'],
  documents: ['in its own process', 'in Tika', 'in Tika elsewhere'],
  pipelines: ['none', 'that are uploaded', 'that are loaded'],
  images: ['upstream', 'mirror'],
  internet: ['reached', 'not reached'],
} as const;

type Combination = { readonly [Choice in keyof typeof CHOICES]: (typeof CHOICES)[Choice][number] };

/** What cannot be chosen together; the environment's rules refuse it. */
function isPossible({ shape, postgres, authentication, search, images, internet }: Partial<Combination>): boolean {
  if (authentication === 'iam' && ((postgres ?? 'managed') !== 'managed' || shape === 'classic')) return false;
  if (internet !== 'not reached') return true;
  return (search ?? 'none') === 'none' && (images ?? 'mirror') === 'mirror' && postgres !== 'external by one URL';
}

/** With tokens for the database come those for Redis, where LiteLLM's servers take them. */
function takesTokens({ authentication, cache, sessions, coordination }: Combination): boolean {
  return authentication === 'iam' && cache === 'managed' && sessions === 'managed' && coordination === 'with-openwebui';
}

const COMBINATIONS: readonly Combination[] = pairwise(CHOICES, isPossible);

const POSTGRES = {
  managed: { kind: 'managed' },
  'in-cluster': { kind: 'in-cluster' },
  external: {
    kind: 'external',
    litellm: { url: 'postgresql://llm:${P}@db.example.com/llm', readerUrl: 'postgresql://llm:${P}@ro.example.com/llm' },
    openwebui: { url: 'postgresql://web:${P}@db.example.com/web' },
  },
  'external by one URL': { kind: 'external', litellm: { url: '${LLM_URL}' }, openwebui: { url: '${WEB_URL}' } },
} as const;

const nodes = ['one.example.com:26379', 'two.example.com:26379'];
const SESSIONS = {
  managed: { kind: 'managed' },
  'in-cluster': { kind: 'in-cluster' },
  external: { kind: 'external', url: 'rediss://:${R}@sessions.example.com:6380/0' },
  sentinel: { kind: 'external', url: 'redis://:${R}@primary', topology: { kind: 'sentinel', nodes } },
  cluster: { kind: 'external', url: 'rediss://:${R}@seed.example.com:6379', topology: { kind: 'cluster' } },
} as const;

const CACHE = {
  managed: { kind: 'managed' },
  'in-cluster': { kind: 'in-cluster' },
  external: { kind: 'external', url: 'rediss://:${C}@cache.example.com:6381/0' },
} as const;

const hosts = { openwebui: 'chat.example.com', litellm: 'llm.example.com' };
const GATEWAY = {
  none: { kind: 'none' },
  alb: { kind: 'alb', hosts, certificateArn: 'arn:aws:acm:eu-central-1:123456789012:certificate/a' },
  envoy: { kind: 'envoy', hosts, tlsSecret: 'tls' },
} as const;

const SEARCH = {
  none: { kind: 'none' },
  'in-cluster': { kind: 'in-cluster' },
  external: { kind: 'external', engine: 'tavily', apiKey: '${TAVILY}' },
} as const;

const TIKA = {
  'in its own process': undefined,
  'in Tika': { kind: 'in-cluster' },
  'in Tika elsewhere': { kind: 'external', url: 'https://tika.example.com' },
} as const;

const image = { tag: 'git-0123abc' };
const PIPELINES = {
  none: undefined,
  'that are uploaded': { image },
  'that are loaded': { image, urls: [{ url: 'https://files.example.com/my_pipe.py', sha256: 'a'.repeat(64) }] },
};

const IMAGES = {
  upstream: { kind: 'upstream' },
  mirror: { kind: 'mirror', registry: 'registry.example.com/mirror' },
} as const;

/** In a VPC without a way to the internet, `example.com` is in a network that it is connected to. */
const INTERNET = {
  reached: {},
  'not reached': {
    network: {
      kind: 'managed',
      cidr: '10.1.0.0/16',
      egress: { kind: 'none', privateHosts: [{ host: '*.example.com', ranges: ['10.9.0.0/16'] }] },
    },
    cluster: { kind: 'managed' },
  },
} as const satisfies Record<string, Partial<EnvironmentInput>>;

const MODELS = {
  reached: { name: 'gpt', provider: 'openai', model: 'gpt-4o', apiKey: '${OPENAI_API_KEY}' },
  'not reached': {
    name: 'gpt',
    provider: 'hosted-vllm',
    model: 'm',
    apiBase: 'https://gpt.example.com',
    apiKey: '${K}',
  },
} as const;

function settingsOf(combination: Combination): Partial<EnvironmentInput> {
  const isMany = combination.replicas === 'many';
  return {
    ...INTERNET[combination.internet],
    images: IMAGES[combination.images],
    postgres: POSTGRES[combination.postgres],
    redis: {
      openwebui: SESSIONS[combination.sessions],
      litellm: CACHE[combination.cache],
      coordination: { kind: combination.coordination },
    },
    gateway: GATEWAY[combination.gateway],
    search: SEARCH[combination.search],
    litellm: {
      shape: combination.shape,
      database: { authentication: combination.authentication },
      redis: { authentication: takesTokens(combination) ? 'iam' : 'password' },
      replicas: isMany ? { min: 3, max: 12 } : { min: 1, max: 1 },
      models: [MODELS[combination.internet]],
    },
    openwebui: {
      replicas: isMany ? 3 : 1,
      admin: { email: 'admin@example.com' },
      tika: TIKA[combination.documents],
      pipelines: PIPELINES[combination.pipelines],
    },
  };
}

function named(variables: readonly EnvVar[]): readonly (EnvVar & { readonly name: string })[] {
  return variables.filter((one): one is EnvVar & { readonly name: string } => 'name' in one);
}

interface Container {
  readonly image: string;
  readonly securityContext: object;
}

interface Pod {
  readonly automountServiceAccountToken: boolean;
  readonly securityContext: object;
  readonly containers: readonly Container[];
  readonly initContainers?: readonly Container[];
}

interface Beside {
  readonly release: 'tika' | 'pipelines';
  readonly port: number;
  /** Whether it loads something from outside. */
  readonly outside: boolean;
  readonly pod: Pod;
}

/** What runs beside Open WebUI for it alone. */
function beside({ documents, pipelines }: Combination, apps: TerraformJson): Beside[] {
  const podIn = (release: Beside['release']) =>
    (manifest(apps, release, 'Deployment').spec as { template: { spec: Pod } }).template.spec;
  return [
    ...(documents === 'in Tika' ? [{ release: 'tika', port: 9998, outside: false, pod: podIn('tika') } as const] : []),
    ...(pipelines === 'none'
      ? []
      : [
          {
            release: 'pipelines',
            port: 9099,
            outside: pipelines === 'that are loaded',
            pod: podIn('pipelines'),
          } as const,
        ]),
  ];
}

/** The pod of an application that has its release's name. */
function podOf(name: string): End {
  return {
    labels: {
      'app.kubernetes.io/name': name,
      'app.kubernetes.io/instance': name,
      'app.kubernetes.io/component': name,
    },
  };
}

/** Variables that hold a secret, by their names. */
const SECRET_NAME = /PASSWORD|SECRET|TOKEN$|_KEYS?$|^(DATABASE|REDIS|WEBSOCKET_REDIS)_URL|SALT/;

/** Names like those whose value is none. */
const NO_SECRET = /^(IAM_TOKEN_DB_AUTH|ENABLE_PASSWORD_AUTH)$/;

test('every two choices that can be made together are in the table', () => {
  expect(COMBINATIONS.length).toBeLessThan(60);
  expect(COMBINATIONS.every(isPossible)).toBe(true);
});

describe.each(COMBINATIONS.map((combination) => [Object.values(combination).join(', '), combination] as const))(
  '%s',
  (_name, combination) => {
    const settings = awsEnvironment(settingsOf(combination));
    let apps: Applications;
    let data: TerraformJson;

    beforeAll(() => {
      apps = new Applications(settings);
      data = apps.data as TerraformJson;
    });

    test('breaks no rule of an environment', () => {
      expect(problemsText('test', environmentProblems(settings)).split('\n').slice(1)).toEqual([]);
    });

    test('gives each container one way to the database', () => {
      const isIam = combination.authentication === 'iam';
      const litellm = Object.entries(apps.litellm).filter(([name]) => name !== 'ui' && name !== 'metrics');
      expect(litellm.length).toBeGreaterThan(1);
      for (const [, variables] of litellm) {
        expect(named(variables).filter(({ name }) => name === 'DATABASE_URL')).toHaveLength(isIam ? 0 : 1);
        expect(named(variables).filter(({ name }) => name === 'IAM_TOKEN_DB_AUTH')).toHaveLength(isIam ? 1 : 0);
      }
      const openwebui = named(apps.openwebui['open-webui'] ?? []);
      expect(openwebui.filter(({ name }) => name === 'DATABASE_URL')).toHaveLength(1);
      expect(openwebui.filter(({ name }) => /^DATABASE_(TYPE|HOST|USER)$/.test(name))).toEqual([]);
    });

    test('says nothing twice, by itself and in a whole Secret', () => {
      const whole = Object.keys(apps.secret('litellm-environment'));
      for (const variables of Object.values({ ...apps.litellm, ...apps.openwebui })) {
        // The classic chart says this one last and in its own way for each of its pods.
        const names = named(variables).flatMap(({ name }) => (name === 'DISABLE_SCHEMA_UPDATE' ? [] : [name]));
        expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
        const reads = variables.some((one) => !('name' in one));
        expect(reads ? names.filter((name) => whole.includes(name)) : []).toEqual([]);
      }
    });

    test('has every variable that the configuration refers to', () => {
      const referred = [...JSON.stringify(apps.config).matchAll(/os\.environ\/(\w+)/g)].map(([, name = '']) => name);
      const whole = Object.keys(apps.secret('litellm-environment'));
      const serving = Object.entries(apps.litellm).filter(([name]) =>
        ['proxy', 'gateway', 'backend', 'litellm'].includes(name),
      );
      expect(referred).not.toHaveLength(0);
      for (const [, variables] of serving) {
        const names = [...named(variables).map(({ name }) => name), ...whole];
        expect(referred.filter((name) => !names.includes(name))).toEqual([]);
      }
    });

    test('lets no variable be the default of every Redis of LiteLLM', () => {
      for (const variables of Object.values(apps.litellm)) {
        expect(named(variables).filter(({ name }) => name.startsWith('REDIS_'))).toEqual([]);
      }
    });

    test('has no secret in a value', () => {
      for (const variables of Object.values({ ...apps.litellm, ...apps.openwebui })) {
        const plain = named(variables).filter(
          (one) => SECRET_NAME.test(one.name) && !NO_SECRET.test(one.name) && 'value' in one,
        );
        expect(plain).toEqual([]);
      }
      for (const json of [apps.json, data]) {
        const values = resources(json, 'helm_release').flatMap(({ values: given }) => given as readonly string[]);
        expect(values.join('\n')).not.toMatch(/\$\{(var|ephemeral)\./);
      }
    });

    test('has Open WebUI ask Tika, and Pipelines with a key for each server, where there are some', () => {
      const variables = named(apps.openwebui['open-webui'] ?? []);
      const valuesOf = (name: string) => variables.flatMap((one) => (one.name === name ? [one] : []));
      const tika = { 'in its own process': [], 'in Tika': ['tika'], 'in Tika elsewhere': ['tika.example.com'] };
      expect(
        valuesOf('TIKA_SERVER_URL').map((one) =>
          'value' in one ? new URL(one.value).hostname.split('.infer')[0] : '',
        ),
      ).toEqual(tika[combination.documents]);
      const isAlone = combination.pipelines === 'none';
      expect(valuesOf('OPENAI_API_KEY')).toHaveLength(isAlone ? 1 : 0);
      expect(valuesOf('OPENAI_API_KEYS')).toHaveLength(isAlone ? 0 : 1);
      expect(valuesOf('OPENAI_API_BASE_URLS').map((one) => 'value' in one && one.value.split(';').length)).toEqual(
        isAlone ? [] : [2],
      );
    });

    test('runs both without root, on a root that cannot be written, from where images come from', () => {
      for (const { release, pod } of beside(combination, apps.json)) {
        expect(pod).toMatchObject({ automountServiceAccountToken: false, securityContext: { runAsNonRoot: true } });
        for (const container of [...pod.containers, ...(pod.initContainers ?? [])]) {
          expect(container.securityContext).toMatchObject({ readOnlyRootFilesystem: true });
          expect(container.image.startsWith('registry.example.com/mirror/')).toBe(combination.images === 'mirror');
          expect(container.image).toContain(release);
        }
      }
    });

    test('lets Open WebUI alone reach both, and them nothing that they load nothing from', () => {
      const releases = beside(combination, apps.json);
      if (releases.length === 0) return;
      const policies = new NetworkPolicyReader(settings);
      for (const { release, port, outside } of releases) {
        const pod = podOf(release);
        expect(policies.allows(podOf('open-webui'), pod, port)).toBe(true);
        expect(policies.allows(podOf('litellm'), pod, port)).toBe(false);
        expect(policies.allows(pod, podOf('litellm'), 4000)).toBe(false);
        expect(policies.allows(pod, { address: '10.9.1.2' }, 443)).toBe(outside);
        expect(policies.allows(pod, { address: '203.0.113.9' }, 443)).toBe(
          outside && combination.internet === 'reached',
        );
      }
    });

    test('puts each use of Redis on a server whose policy it can live with', () => {
      const { cache, coordination } = litellmRedisUses(settings.litellm);
      const uses = [
        [OPEN_WEBUI_REDIS, combination.sessions, 'infra-valkey'],
        [cache, combination.cache, 'infra-litellm-valkey'],
        [coordination, combination.coordination, 'infra-coordination-valkey'],
      ] as const;
      for (const [use, kind, release] of uses) {
        if (kind !== 'in-cluster') continue;
        const [, policy] = /^maxmemory-policy (\S+)$/m.exec(String(releaseValues(data, release).valkeyConfig)) ?? [];
        expect(evictionDemand(use).allowed).toContain(policy as EvictionPolicy);
      }
      const managed = resources(apps.managedData as TerraformJson, 'aws_elasticache_parameter_group').map(
        ({ parameter }) => JSON.stringify(parameter),
      );
      const evicting = managed.filter((text) => text.includes('allkeys'));
      expect(evicting).toHaveLength(combination.cache === 'managed' ? 1 : 0);
    });
  },
);
