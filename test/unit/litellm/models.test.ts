import { bedrockStatements, modelList, ProviderKeys } from '../../../constructs/litellm/models';
import { LiteLlmSettings } from '../../../constructs/litellm/settings';
import { fc } from '../../support/property-tests';

const account = { id: '123456789012', region: 'eu-central-1' };

function models(...given: object[]) {
  return LiteLlmSettings.parse({ models: given }).models;
}

describe('LiteLlmSettings', () => {
  test('refuses a model whose key nothing provides, and one in plain text', () => {
    const openai = { name: 'a', provider: 'openai', model: 'gpt-4o' };
    expect(LiteLlmSettings.safeParse({ models: [openai] }).error?.issues[0]?.path).toEqual(['models', 0, 'apiKey']);
    const plain = LiteLlmSettings.safeParse({ models: [{ ...openai, apiKey: 'sk-123' }] });
    expect(plain.error?.issues[0]?.message).toContain('never written in plain text');
  });

  test('refuses fewer pods at most than at least', () => {
    expect(LiteLlmSettings.safeParse({ replicas: { min: 5, max: 2 } }).success).toBe(false);
  });
});

describe('modelList', () => {
  test('names the key of a provider by a variable, never by its value', () => {
    const given = models({ name: 'a', provider: 'openai', model: 'gpt-4o', apiKey: '${OPENAI_API_KEY}', weight: 9 });
    expect(modelList(given, undefined)).toEqual([
      {
        model_name: 'a',
        litellm_params: { model: 'openai/gpt-4o', api_key: 'os.environ/PROVIDER_KEY_OPENAI_API_KEY', weight: 9 },
        model_info: { mode: 'chat' },
      },
    ]);
  });

  test('gives models that share a name a weight each: LiteLLM calls none without, and takes limits for weights', () => {
    const one = { provider: 'ollama', apiBase: 'http://o' };
    const given = models(
      { ...one, name: 'shared', model: 'a', weight: 9 },
      { ...one, name: 'shared', model: 'b', limits: { requestsPerMinute: 500 } },
      { ...one, name: 'alone', model: 'c' },
    );
    const weights = modelList(given, undefined).map(({ litellm_params: of }) => (of as { weight?: number }).weight);
    expect(weights).toEqual([9, 1, undefined]);
  });

  test.each([
    [
      { provider: 'bedrock', model: 'amazon.nova-lite-v1:0' },
      { model: 'bedrock/amazon.nova-lite-v1:0', aws_region_name: 'eu-central-1' },
    ],
    [{ provider: 'bedrock', model: 'amazon.nova-lite-v1:0', region: 'us-east-1' }, { aws_region_name: 'us-east-1' }],
    [
      {
        provider: 'azure',
        deployment: 'd',
        apiBase: 'https://x.openai.azure.com',
        apiVersion: '2024-10-21',
        apiKey: '${AZURE_KEY}',
      },
      { model: 'azure/d', api_version: '2024-10-21', api_key: 'os.environ/PROVIDER_KEY_AZURE_KEY' },
    ],
    [
      { provider: 'anthropic', model: 'c', apiKey: { secretsManager: 'team/anthropic', property: 'key' } },
      {
        model: 'anthropic/c',
        api_key: expect.stringMatching(/^os\.environ\/PROVIDER_KEY_TEAM_ANTHROPIC_KEY__/) as unknown,
      },
    ],
    [{ provider: 'gemini', model: 'g', apiKey: '${G}' }, { model: 'gemini/g' }],
    [
      { provider: 'ollama', model: 'llama', apiBase: 'http://o:11434' },
      { model: 'ollama_chat/llama', api_base: 'http://o:11434' },
    ],
    [{ provider: 'ollama', model: 'nomic', mode: 'embedding', apiBase: 'http://o:11434' }, { model: 'ollama/nomic' }],
    [
      { provider: 'hosted-vllm', model: 'v', apiBase: 'http://v/v1' },
      { model: 'hosted_vllm/v', api_key: 'none' },
    ],
    [
      { provider: 'openai-compatible', model: 'm', apiBase: 'http://m/v1' },
      { model: 'openai/m', api_base: 'http://m/v1' },
    ],
  ])('writes %j as LiteLLM knows it', (given, expected) => {
    expect(modelList(models({ name: 'a', ...given }), 'eu-central-1')).toMatchObject([{ litellm_params: expected }]);
  });
});

describe('ProviderKeys', () => {
  test('has one variable for models that share a key', () => {
    const openai = { provider: 'openai', model: 'm', apiKey: '${OPENAI_API_KEY}' };
    const keys = new ProviderKeys(models({ name: 'a', ...openai }, { name: 'b', ...openai }));
    expect(keys.all).toEqual([
      { variable: 'PROVIDER_KEY_OPENAI_API_KEY', entry: 'openai-api-key', source: '${OPENAI_API_KEY}' },
    ]);
  });

  test('has a variable and an entry of its own for each source, however alike their names are', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'A', '1', '_', '-', '/', '.'), minLength: 1, maxLength: 4 });
    const variable = fc.string({ unit: fc.constantFrom('A', '_'), minLength: 1, maxLength: 4 });
    const source = fc.oneof(
      variable.map((name) => `\${${name}}`),
      fc.record({ secretsManager: word, property: word }),
      fc.record({ kubernetesSecret: word, key: word }),
    );
    fc.assert(
      fc.property(fc.uniqueArray(source, { selector: (one) => JSON.stringify(one), maxLength: 30 }), (sources) => {
        const { all } = new ProviderKeys([], sources);
        expect(all.map((one) => one.source)).toEqual(sources);
        expect(new Set(all.map(({ entry }) => entry)).size).toBe(sources.length);
        for (const { variable: name, source: of } of all) {
          expect(ProviderKeys.reference(of)).toBe(`os.environ/${name}`);
          expect(name).toMatch(/^PROVIDER_KEY_[A-Z0-9_]+$/);
        }
      }),
    );
  });

  test('keeps the keys of two teams apart whose entries differ by a slash and a hyphen', () => {
    const openai = { provider: 'openai', model: 'gpt-4o' };
    const teams = [
      { ...openai, name: 'a', apiKey: { secretsManager: 'team/openai', property: 'key' } },
      { ...openai, name: 'b', apiKey: { secretsManager: 'team-openai', property: 'key' } },
    ];
    const [a, b] = modelList(models(...teams), undefined).map(
      ({ litellm_params: of }) => (of as { api_key: string }).api_key,
    );
    expect(a).toMatch(/^os\.environ\/PROVIDER_KEY_TEAM_OPENAI_KEY__[0-9A-F]{12}$/);
    expect(b).not.toBe(a);
  });
});

describe('bedrockStatements', () => {
  test('allows a foundation model in its region and nothing else', () => {
    const statements = bedrockStatements(
      models({ name: 'a', provider: 'bedrock', model: 'amazon.nova-lite-v1:0' }),
      account,
    );
    expect(statements).toEqual([
      {
        sid: 'InvokeModels',
        actions: ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'],
        resources: ['arn:aws:bedrock:eu-central-1::foundation-model/amazon.nova-lite-v1:0'],
      },
    ]);
  });

  test('allows the model behind an inference profile only for calls through that profile', () => {
    const id = 'anthropic.claude-sonnet-4-5-20250929-v1:0';
    const statements = bedrockStatements(models({ name: 'a', provider: 'bedrock', model: `eu.${id}` }), account);
    const profile = `arn:aws:bedrock:eu-central-1:123456789012:inference-profile/eu.${id}`;
    expect(statements).toMatchObject([
      { resources: [profile] },
      {
        resources: [`arn:aws:bedrock:*::foundation-model/${id}`],
        conditions: { StringEquals: { 'bedrock:InferenceProfileArn': [profile] } },
      },
    ]);
  });

  test('is empty where no model is on Bedrock', () => {
    expect(
      bedrockStatements(models({ name: 'a', provider: 'ollama', model: 'm', apiBase: 'http://o' }), account),
    ).toEqual([]);
  });
});
