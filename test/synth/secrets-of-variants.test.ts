import { Password } from '@cdktf/provider-random/lib/password';
import { TerraformOutput, TerraformVariable, Testing } from 'cdktf';
import type { EnvironmentInput } from '../../environments';
import { problemsText } from '../../constructs/telling/problems';
import { environmentProblems } from '../../environments/rules';
import { environmentStacks } from '../../stacks';
import { awsEnvironment, environment } from '../support/applications';
import { pairwise } from '../support/pairwise';
import { emptyStack, synthesized, type TerraformJson } from '../support/terraform-json';

/** Every choice that changes where a secret comes from, or who is handed it. */
const CHOICES = {
  cluster: ['eks', 'kubeconfig'],
  secrets: ['aws-secrets-manager', 'in-cluster'],
  postgres: ['managed', 'in-cluster', 'url', 'one variable', 'existing secrets'],
  sessions: ['managed', 'in-cluster', 'url', 'sentinel', 'cluster'],
  cache: ['managed', 'in-cluster', 'url', 'one variable'],
  authentication: ['password', 'iam'],
  shape: ['monolith', 'split', 'classic'],
  gateway: ['none', 'alb', 'envoy'],
  search: ['none', 'in-cluster', 'external'],
  apiKey: ['variable', 'existing secret'],
  rotation: ['never', 'twice'],
} as const;

type Variant = { readonly [Choice in keyof typeof CHOICES]: (typeof CHOICES)[Choice][number] };

/** What the environment's rules refuse is not in the table. */
function isPossible({
  cluster,
  secrets,
  postgres,
  sessions,
  cache,
  authentication,
  shape,
  gateway,
}: Partial<Variant>): boolean {
  const onAws = [postgres, sessions, cache].includes('managed') || gateway === 'alb' || authentication === 'iam';
  if (cluster === 'kubeconfig' && (onAws || secrets === 'aws-secrets-manager')) return false;
  if (cluster === 'eks' && secrets === 'in-cluster') return false;
  if (secrets === 'in-cluster' && onAws) return false;
  return authentication !== 'iam' || ((postgres ?? 'managed') === 'managed' && shape !== 'classic');
}

const VARIANTS: readonly Variant[] = pairwise(CHOICES, isPossible);

const sentinels = ['one.example.com:26379', 'two.example.com:26379'];

/** A secret that exists already, in the place that the environment's secrets are in. */
function existing(name: string, { secrets }: Variant) {
  return secrets === 'in-cluster'
    ? { kubernetesSecret: name, key: 'value' }
    : { secretsManager: name, property: 'value' };
}

function settingsOf(variant: Variant): Partial<EnvironmentInput> {
  const login = (database: string) =>
    `postgresql://${database}:\${${database.toUpperCase()}_PASSWORD}@db.example.com/${database}`;
  const bare = (database: string) => ({
    url: `postgresql://${database}@db.example.com/${database}`,
    password: existing(`${database}-database`, variant),
  });
  return {
    postgres: {
      managed: { kind: 'managed' as const },
      'in-cluster': { kind: 'in-cluster' as const },
      url: { kind: 'external' as const, litellm: { url: login('llm') }, openwebui: { url: login('web') } },
      'one variable': { kind: 'external' as const, litellm: { url: '${LLM_URL}' }, openwebui: { url: '${WEB_URL}' } },
      'existing secrets': { kind: 'external' as const, litellm: bare('llm'), openwebui: bare('web') },
    }[variant.postgres],
    redis: {
      openwebui: {
        managed: { kind: 'managed' as const },
        'in-cluster': { kind: 'in-cluster' as const },
        url: { kind: 'external' as const, url: 'rediss://:${SESSIONS}@sessions.example.com:6379/0' },
        sentinel: {
          kind: 'external' as const,
          url: 'redis://:${SESSIONS}@primary',
          topology: { kind: 'sentinel' as const, nodes: sentinels },
        },
        cluster: {
          kind: 'external' as const,
          url: 'rediss://:${SESSIONS}@seed.example.com:6379',
          topology: { kind: 'cluster' as const },
        },
      }[variant.sessions],
      litellm: {
        managed: { kind: 'managed' as const },
        'in-cluster': { kind: 'in-cluster' as const },
        url: { kind: 'external' as const, url: 'rediss://:${CACHE}@cache.example.com:6379/0' },
        'one variable': { kind: 'external' as const, url: '${CACHE_URL}' },
      }[variant.cache],
    },
    secrets: {
      kind: variant.secrets,
      rotation: variant.rotation === 'never' ? {} : Object.fromEntries(ROTATED.map((name) => [name, 2])),
    },
    gateway: {
      none: { kind: 'none' as const },
      alb: {
        kind: 'alb' as const,
        hosts: { openwebui: 'chat.example.com' },
        certificateArn: 'arn:aws:acm:eu-central-1:123456789012:certificate/a',
      },
      envoy: { kind: 'envoy' as const, hosts: { openwebui: 'chat.example.com' }, tlsSecret: 'tls' },
    }[variant.gateway],
    search: {
      none: { kind: 'none' as const },
      'in-cluster': { kind: 'in-cluster' as const },
      external: { kind: 'external' as const, engine: 'tavily' as const, apiKey: '${TAVILY_KEY}' },
    }[variant.search],
    openwebui: { admin: { email: 'admin@example.com' } },
    litellm: {
      shape: variant.shape,
      database: { authentication: variant.authentication },
      models: [
        {
          name: 'gpt',
          provider: 'openai',
          model: 'gpt-4o',
          apiKey: variant.apiKey === 'variable' ? '${OPENAI_API_KEY}' : existing('openai', variant),
        },
      ],
    },
  };
}

/** Secrets that every variant has and that may be renewed. */
const ROTATED = ['litellm/master-key', 'openwebui/litellm-key'];

/** Types that keep in the state what they make or read, whatever it is. */
const KEEPS_SECRETS =
  /^(random_(password|string|bytes|id)|tls_private_key|aws_(iam_access_key|secretsmanager_random_password|secretsmanager_secret_version|ssm_parameter|rds_.*auth_token)|kubernetes_secret(_v1)?)$/;

/** A value that Terraform holds for as long as it runs. */
const SHORT_LIVED = /\$\{[^}]*\b(ephemeral|var)\.\w/;

/**
 * Where a stack would let a secret into a plan or a state. Terraform itself refuses a short-lived value anywhere but in
 * write-only arguments and providers; this finds it without a plan, and what is not short-lived besides.
 */
function leaksOf(json: TerraformJson): string[] {
  const lasting = Object.entries(json.variable ?? {}).filter(
    ([, { ephemeral, sensitive, default: value }]) => ephemeral !== true || sensitive !== true || value !== undefined,
  );
  const read = Object.keys(json.data ?? {}).filter((type) => KEEPS_SECRETS.test(type));
  const made = Object.entries(json.resource ?? {}).filter(
    ([type, all]) => KEEPS_SECRETS.test(type) && Object.values(all).some((block) => !isWriteOnly(block)),
  );
  return [
    ...lasting.map(([name]) => `variable ${name} is not both ephemeral and sensitive`),
    ...read.map((type) => `data.${type} reads a secret into the state`),
    ...made.map(([type]) => `${type} keeps its secret in the state`),
    ...['resource', 'data', 'output', 'locals'].flatMap((section) =>
      placesOf(json[section as keyof TerraformJson], [section]).map((path) => `${path} takes a secret`),
    ),
  ];
}

/** Whether what a resource is given is written and not kept. */
function isWriteOnly(block: Readonly<Record<string, unknown>>): boolean {
  return Object.keys(block).some((argument) => argument.endsWith('_wo'));
}

/** Paths of texts with a short-lived value that are not within a write-only argument. */
function placesOf(value: unknown, path: readonly string[]): string[] {
  if (typeof value === 'string') return SHORT_LIVED.test(value) ? [path.join('.')] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) =>
    key.endsWith('_wo') ? [] : placesOf(member, [...path, key]),
  );
}

describe('the search for secrets in what is synthesized', () => {
  test('finds what would leak', () => {
    const stack = emptyStack();
    const password = new Password(stack, 'password', { length: 20 });
    new TerraformOutput(stack, 'told', { value: password.result });
    const key = new TerraformVariable(stack, 'KEY', { type: 'string', sensitive: true });
    new TerraformOutput(stack, 'key', { value: key.stringValue });
    expect(leaksOf(synthesized(stack))).toEqual([
      'variable KEY is not both ephemeral and sensitive',
      'random_password keeps its secret in the state',
      'output.key.value takes a secret',
    ]);
  });
});

test('every two choices that can be made together are among the variants', () => {
  expect(VARIANTS.length).toBeGreaterThan(20);
  expect(VARIANTS.length).toBeLessThan(60);
});

describe.each(VARIANTS.map((variant) => [Object.values(variant).join(', '), variant] as const))('%s', (_, variant) => {
  const settings = (variant.cluster === 'eks' ? awsEnvironment : environment)(settingsOf(variant));

  test('breaks no rule of an environment', () => {
    expect(problemsText('test', environmentProblems(settings)).split('\n').slice(1)).toEqual([]);
  });

  test('lets no secret into a plan, a state, an output or a Helm value', () => {
    const stacks = environmentStacks(Testing.app(), settings);
    expect(stacks.flatMap((stack) => leaksOf(synthesized(stack)))).toEqual([]);
  });
});
