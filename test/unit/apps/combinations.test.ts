import type { EnvVar } from '../../../constructs/charts/effective-environment';
import { EVICTION, type EvictionPolicy } from '../../../constructs/redis/settings';
import type { EnvironmentInput } from '../../../environments';
import { problemsText } from '../../../environments/problems';
import { environmentProblems } from '../../../environments/rules';
import { Applications, awsEnvironment } from '../../support/applications';
import { releaseValues } from '../../support/helm-release';
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
} as const;

type Combination = { readonly [Choice in keyof typeof CHOICES]: (typeof CHOICES)[Choice][number] };

/** What cannot be chosen together; the environment's rules refuse it. */
function isPossible({ shape, postgres, authentication }: Partial<Combination>): boolean {
  return authentication !== 'iam' || ((postgres ?? 'managed') === 'managed' && shape !== 'classic');
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

function settingsOf(combination: Combination): Partial<EnvironmentInput> {
  const isMany = combination.replicas === 'many';
  return {
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
      models: [{ name: 'gpt', provider: 'openai', model: 'gpt-4o', apiKey: '${OPENAI_API_KEY}' }],
    },
    openwebui: { replicas: isMany ? 3 : 1 },
  };
}

function named(variables: readonly EnvVar[]): readonly (EnvVar & { readonly name: string })[] {
  return variables.filter((one): one is EnvVar & { readonly name: string } => 'name' in one);
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

    test('puts each use of Redis on a server whose policy it can live with', () => {
      const uses = [
        ['openwebui', combination.sessions, 'infra-valkey'],
        ['litellm', combination.cache, 'infra-litellm-valkey'],
        ['coordination', combination.coordination, 'infra-coordination-valkey'],
      ] as const;
      for (const [use, kind, release] of uses) {
        if (kind !== 'in-cluster') continue;
        const [, policy] = /^maxmemory-policy (\S+)$/m.exec(String(releaseValues(data, release).valkeyConfig)) ?? [];
        expect(EVICTION[use].allowed).toContain(policy as EvictionPolicy);
      }
      const managed = resources(data, 'aws_elasticache_parameter_group').map(({ parameter }) =>
        JSON.stringify(parameter),
      );
      const evicting = managed.filter((text) => text.includes('allkeys'));
      expect(evicting).toHaveLength(combination.cache === 'managed' ? 1 : 0);
    });
  },
);
