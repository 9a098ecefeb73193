import { shownAddress, shownValue } from '../../../constructs/telling/shown-value';
import { type Changes, SHIPPED, type ShippedName, told, toldOfYaml } from './support';
import { fc } from '../../support/property-tests';

/** Passwords that can be found again: full of what means something in a URL, between two marks. */
const password = fc
  .string({ unit: fc.constantFrom(...'ab1@:/?#%+ &=$[]{}\\\'"|,;.-_~'.split('')), maxLength: 24 })
  .map((middle) => `zqx${middle}xqz`);

/** Addresses with a secret in them, right ones and wrong ones. */
const addresses: readonly ((scheme: string, secret: string) => string)[] = [
  (scheme, secret) => `${scheme}://user:${secret}@host.example.com:1234/name`,
  (scheme, secret) => `${scheme}://user:${encodeURIComponent(secret)}@host.example.com:1234/name`,
  (scheme, secret) => `${scheme}://:${secret}@host.example.com`,
  (scheme, secret) => `${scheme}://${secret}@host.example.com/0`,
  (scheme, secret) => `${scheme}://user:\${OTHER}${secret}@host.example.com/name`,
  (scheme, secret) => `${scheme}://host.example.com/name?password=${secret}`,
  (scheme, secret) => `${scheme}://host.example.com/name?${secret}`,
  (_, secret) => secret,
  (_, secret) => `user:${secret}@host.example.com`,
];
const address = (scheme: string) =>
  fc.tuple(fc.constantFrom(...addresses), password).map(([write, secret]) => write(scheme, secret));

/** Values that a secret's place may hold by mistake. */
const secretValue = fc.oneof(
  password,
  password.map((secret) => [secret]),
  password.map((secret) => ({ password: secret })),
  password.map((secret) => ({ secretsManager: 'name', property: 'key', value: secret })),
);

const OPENAI = { name: 'model', provider: 'openai', model: 'gpt-4o' };
const OLLAMA = { name: 'model', provider: 'ollama', model: 'llama3' };

/** Secrets in plain text wherever a secret belongs, and where none does. */
const mistake: fc.Arbitrary<Changes> = fc.oneof(
  secretValue.map((value) => ({ 'litellm.masterKey': value, 'litellm.saltKey': value })),
  secretValue.map((value) => ({ 'litellm.models[0]': { ...OPENAI, apiKey: value } })),
  secretValue.map((value) => ({ 'litellm.observability.langfuse': { publicKey: value, secretKey: value } })),
  secretValue.map((value) => ({ openwebui: { secretKey: value, admin: { email: 'a@b.com', password: value } } })),
  secretValue.map((value) => ({ search: { kind: 'external', engine: 'tavily', apiKey: value } })),
  address('https').map((url) => ({ 'litellm.models[0]': { ...OLLAMA, apiBase: url } })),
  address('https').map((url) => ({ search: { kind: 'external', engine: 'searxng', queryUrl: url } })),
  fc.tuple(address('postgresql'), address('postgresql')).map(([url, readerUrl]) => ({
    postgres: { kind: 'external', openwebui: { url }, litellm: { url, readerUrl } },
  })),
  fc.tuple(address('mysql'), secretValue).map(([url, value]) => ({
    postgres: { kind: 'external', openwebui: { url, password: value }, litellm: { readerUrl: url } },
  })),
  fc.tuple(address('rediss'), secretValue).map(([url, value]) => ({
    'redis.openwebui': { kind: 'external', url, password: value },
    'redis.litellm': { kind: 'external', url },
  })),
  fc.tuple(address('rediss'), fc.constantFrom('single', 'sentinel', 'cluster')).map(([url, kind]) => ({
    'redis.openwebui': { kind: 'external', url, topology: kind === 'single' ? { kind } : { kind, nodes: ['a:1'] } },
    'redis.litellm': { kind: 'external', url },
  })),
  secretValue.map((value) => ({ 'redis.openwebui.topology': { kind: 'sentinel', nodes: ['a:1'], password: value } })),
  address('valkeys').map((url) => ({ 'redis.coordination': { kind: 'external', url } })),
  fc.tuple(password, address('redis')).map(([secret, url]) => ({
    'openwebui.values': { extraEnvVars: [{ name: 'SMTP_PASSWORD', value: secret }], apiKey: secret, cache: url },
    'litellm.values': { envVars: { DATABASE_URL: url, REDIS_PASSWORD: secret }, masterkey: secret, db: url },
  })),
);

describe('a message', () => {
  test('never repeats a secret that stands in an environment in plain text', () => {
    fc.assert(
      fc.property(fc.constantFrom(...(Object.keys(SHIPPED) as ShippedName[])), mistake, (name, changes) => {
        expect(told(name, changes).join('\n')).not.toMatch(/zqx|xqz/);
      }),
      { numRuns: 500 },
    );
  });

  test('never repeats a secret that stands in an inferencehub.yaml in plain text', () => {
    const url = (scheme: string) => fc.option(address(scheme), { nil: undefined });
    const file = fc.record({
      postgresql: fc.record({
        openwebuiConnectionString: url('postgresql'),
        litellmConnectionString: url('postgres'),
        password: fc.option(secretValue, { nil: undefined }),
      }),
      redis: fc.record({
        openwebui: fc.record({ url: url('redis'), password: fc.option(secretValue, { nil: undefined }) }),
        litellm: fc.record({ url: url('rediss'), password: fc.option(secretValue, { nil: undefined }) }),
      }),
      webSearch: fc.record({
        enabled: fc.boolean(),
        engine: fc.constantFrom('brave', 'google_pse', 'searxng'),
        external: fc.record({ enabled: fc.boolean(), apiKey: secretValue, queryUrl: url('https') }),
      }),
      observability: fc.record({
        enabled: fc.boolean(),
        langfuse: fc.record({ publicKey: secretValue, secretKey: secretValue }),
      }),
      litellm: password.map((secret) => ({ envVars: { OPENAI_API_KEY: secret } })),
    });
    fc.assert(
      fc.property(file, (content) => {
        // Every such file is wrong: LiteLLM's values hold a key.
        expect(toldOfYaml(JSON.stringify(content)).join('\n')).not.toMatch(/zqx|xqz/);
      }),
      { numRuns: 300 },
    );
  });
});

describe('shownAddress', () => {
  test.each([
    ['redis://cache.corp:6379/0', 'redis://cache.corp:6379/0'],
    ['redis://user:${PASSWORD}@cache.corp', 'redis://user:${PASSWORD}@cache.corp'],
    ['redis://user:hunter2@cache.corp', 'redis://***@cache.corp'],
    ['redis://user:hun@ter2@cache.corp', 'redis://***'],
    ['redis://hunter2@cache.corp', 'redis://***@cache.corp'],
    ['postgresql://db.corp/x?sslmode=require&password=hunter2', 'postgresql://db.corp/x?sslmode=require&***'],
    ['user:hunter2@cache.corp', 'a plain text (not shown)'],
    ['redis://user:hunter2', 'redis://***'],
  ])('%s becomes %s', (address, shown) => {
    expect(shownAddress(address)).toBe(shown);
  });
});

describe('shownValue', () => {
  test.each([
    ['hunter2', 'password', 'a plain text (not shown)'],
    ['hunter2', 'apiKey', 'a plain text (not shown)'],
    ['hunter2', 'url', 'a plain text (not shown)'],
    [12345, 'password', 'a plain text (not shown)'],
    ['${PASSWORD}', 'password', '${PASSWORD}'],
    ['eu-central-1', 'region', '"eu-central-1"'],
    ['x'.repeat(100), 'region', `"${'x'.repeat(80)}…"`],
    [null, 'region', 'empty'],
  ])('shows %j of %s as %s', (value, name, shown) => {
    expect(shownValue(value, name)).toBe(shown);
  });
});
