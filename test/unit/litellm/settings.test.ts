import { valueAt } from '../../../constructs/helm/helm-merge';
import { Applications, awsEnvironment, environment, variable } from '../../support/applications';
import { policy, resource } from '../../support/terraform-json';

describe("LiteLLM's settings beyond models", () => {
  const model = (name: string, more: object = {}) => ({
    name,
    provider: 'openai' as const,
    model: 'gpt-4o',
    apiKey: '${OPENAI_API_KEY}',
    ...more,
  });
  let apps: Applications;

  beforeAll(() => {
    apps = new Applications(
      awsEnvironment({
        litellm: {
          metrics: true,
          drainSeconds: 60,
          secretEnv: { SLACK_WEBHOOK_URL: '${SLACK}' },
          models: [
            model('main', {
              weight: 9,
              limits: { requestsPerMinute: 100, tokensPerMinute: 9000, parallelRequests: 5 },
              budget: { usd: 50, period: '30d' },
              tags: ['paid'],
              shadow: 'next',
            }),
            model('next'),
            { name: 'rank', provider: 'other', model: 'cohere/rerank-v3.5', mode: 'rerank', apiKey: '${COHERE}' },
            {
              name: 'v',
              provider: 'vertex',
              model: 'gemini',
              project: 'p',
              location: 'europe-west4',
              credentials: '${V}',
            },
          ],
          contextWindowFallbacks: { main: ['next'] },
          contentPolicyFallbacks: { main: ['next'] },
          defaultFallbacks: ['next'],
          aliases: { best: 'main' },
          routing: { retries: 1, allowedFails: 3, cooldownSeconds: 30 },
          guardrails: [
            { name: 'pii', provider: 'bedrock', guardrailId: 'abc123', version: '2' },
            { name: 'lakera', provider: 'other', guardrail: 'lakera_v2', apiKey: '${LAKERA}', mode: ['during_call'] },
          ],
          passThrough: [{ path: '/jina', target: 'https://api.jina.ai/v1', headers: { Authorization: '${JINA}' } }],
          mcpServers: {
            wiki: { url: 'https://mcp.example.com/mcp', authentication: { kind: 'bearer_token', value: '${WIKI}' } },
          },
          observability: {
            langfuse: { publicKey: '${LF_PUBLIC}', secretKey: '${LF_SECRET}' },
            openTelemetry: { endpoint: 'http://otel:4317', headers: '${OTEL}' },
          },
        },
      }),
    );
  });

  test('limits, pays for, tags and shadows a model', () => {
    expect(apps.configured('model_list.0')).toBeUndefined();
    const [main] = apps.configured('model_list') as readonly object[];
    expect(main).toMatchObject({
      litellm_params: {
        weight: 9,
        rpm: 100,
        tpm: 9000,
        max_parallel_requests: 5,
        max_budget: 50,
        budget_duration: '30d',
        tags: ['paid'],
        silent_model: 'next',
      },
    });
    expect(apps.configured('router_settings.enable_tag_filtering')).toBe(true);
  });

  test('keeps to limits, which LiteLLM would take for weights by itself, and leaves routing alone where there are none', () => {
    expect(apps.configured('router_settings.optional_pre_call_checks')).toEqual(['enforce_model_rate_limits']);
    const unlimited = new Applications(environment());
    expect(unlimited.configured('router_settings.optional_pre_call_checks')).toBeUndefined();
  });

  test('knows each kind of fallback, other names, and when a model is left out', () => {
    expect(apps.configured('router_settings')).toMatchObject({
      routing_strategy: 'simple-shuffle',
      num_retries: 1,
      allowed_fails: 3,
      cooldown_time: 30,
      context_window_fallbacks: [{ main: ['next'] }],
      content_policy_fallbacks: [{ main: ['next'] }],
      default_fallbacks: ['next'],
      model_group_alias: { best: 'main' },
      enable_tag_filtering: true,
    });
  });

  test('has the key of everything that takes one in the Secret, and none in its configuration', () => {
    const secret = apps.secret('litellm-environment');
    const names = ['COHERE', 'V', 'LAKERA', 'JINA', 'WIKI'].map((name) => `PROVIDER_KEY_${name}`);
    expect(Object.keys(secret)).toEqual(
      expect.arrayContaining([...names, 'OTEL_HEADERS', 'SLACK_WEBHOOK_URL', 'DRAIN_ENDPOINT_TOKEN']),
    );
    expect(JSON.stringify(apps.config)).not.toContain('${');
    expect(apps.configured('mcp_servers.wiki')).toMatchObject({
      auth_type: 'bearer_token',
      auth_value: 'os.environ/PROVIDER_KEY_WIKI',
    });
    expect(apps.configured('general_settings.pass_through_endpoints')).toMatchObject([
      { path: '/jina', headers: { Authorization: 'os.environ/PROVIDER_KEY_JINA' }, auth: true },
    ]);
  });

  test('applies its guardrails, and may apply no other of Bedrock', () => {
    expect(apps.configured('guardrails')).toMatchObject([
      {
        guardrail_name: 'pii',
        litellm_params: { guardrailIdentifier: 'abc123', guardrailVersion: '2', mode: ['pre_call'] },
      },
      { guardrail_name: 'lakera', litellm_params: { guardrail: 'lakera_v2', mode: ['during_call'], default_on: true } },
    ]);
    const { Statement } = policy(resource(apps.json, 'aws_iam_role_policy', 'litellm').policy);
    expect(Statement.find(({ Sid }) => Sid === 'ApplyGuardrails')).toMatchObject({
      Resource: ['arn:aws:bedrock:eu-central-1:123456789012:guardrail/abc123'],
    });
  });

  test('tells Langfuse, OpenTelemetry and Prometheus of every call', () => {
    expect(apps.configured('litellm_settings.callbacks')).toEqual(['langfuse_otel', 'otel', 'prometheus']);
    expect(variable(apps.litellm.proxy, 'OTEL_ENDPOINT')).toMatchObject({ value: 'http://otel:4317' });
    expect(valueAt(apps.values('litellm'), ['gateway', 'metricsServer', 'enabled'])).toBe(true);
    expect(apps.configured('litellm_settings.require_auth_for_metrics_endpoint')).toBe(true);
  });

  test.each(['monolith', 'classic'] as const)("adds a user's callbacks to the platform's, in the shape %s", (shape) => {
    const lists = { callbacks: ['datadog', 'prometheus'], success_callback: 'arize', failure_callback: ['arize'] };
    const configuration = { proxy_config: { litellm_settings: lists } };
    const values = shape === 'classic' ? configuration : { gateway: { config: configuration } };
    const observability = { langfuse: { publicKey: '${P}', secretKey: '${S}' } };
    const apps = new Applications(awsEnvironment({ litellm: { shape, observability, metrics: true, values } }));
    expect(apps.configured('litellm_settings')).toMatchObject({
      callbacks: ['langfuse_otel', 'prometheus', 'datadog'],
      success_callback: ['s3_v2', 'arize'],
      failure_callback: ['s3_v2', 'arize'],
    });
  });

  test('searches with SearXNG, where there is one', () => {
    expect(apps.configured('search_tools')).toEqual([
      {
        search_tool_name: 'searxng',
        litellm_params: {
          search_provider: 'searxng',
          api_base: expect.stringMatching(/^http:\/\/searxng\..*:8080$/) as string,
        },
      },
    ]);
    const none = new Applications(environment({ search: { kind: 'none' } }));
    expect(none.configured('search_tools')).toBeUndefined();
  });

  test("tells spend apart by the user's id in Open WebUI, by the address only where that is asked for, or not at all", () => {
    expect(apps.configured('general_settings.user_header_mappings')).toEqual([
      { header_name: 'X-OpenWebUI-User-Id', litellm_user_role: 'customer' },
    ]);
    const byAddress = new Applications(environment({ openwebui: { userSpend: 'email' } }));
    expect(byAddress.configured('general_settings.user_header_mappings')).toEqual([
      { header_name: 'X-OpenWebUI-User-Email', litellm_user_role: 'customer' },
    ]);
    const off = new Applications(environment({ openwebui: { userSpend: 'off' } }));
    expect(off.configured('general_settings.user_header_mappings')).toBeUndefined();
    expect(variable(off.openwebui['open-webui'], 'ENABLE_FORWARD_USER_INFO_HEADERS')).toMatchObject({ value: 'False' });
  });
});

describe("LiteLLM's dashboard", () => {
  test('is a part of its own where LiteLLM is split, and finds the management API where a browser does', () => {
    const split = (adminUi: boolean) =>
      new Applications(environment({ litellm: { shape: 'split', adminUi } })).values('litellm').ui;
    expect(split(true)).toMatchObject({ enabled: true, backendUrl: 'http://localhost:4001' });
    expect(split(false)).toMatchObject({ enabled: false });
  });
});

describe('a pod of LiteLLM that is to go', () => {
  const command = (values: unknown) =>
    (valueAt(values, ['lifecycle', 'preStop', 'exec', 'command']) as string[]).join('\n');

  test.each([
    ['monolith', ['gateway'], 4000],
    ['split', ['gateway'], 4000],
    ['split', ['backend'], 4001],
    ['classic', [], 4000],
  ] as const)('finishes its calls first, and shows the token without writing it down (%s %j)', (shape, path, port) => {
    const apps = new Applications(environment({ litellm: { shape, drainSeconds: 60 } }));
    const values = valueAt(apps.values('litellm'), path);
    expect(command(values)).toContain(`http://127.0.0.1:${port}/health/drain`);
    expect(command(values)).toContain('os.environ["DRAIN_ENDPOINT_TOKEN"]');
    expect(valueAt(values, ['terminationGracePeriodSeconds'])).toBe(90);
    expect(apps.configured('general_settings.enable_drain_endpoint')).toBe(true);
  });
});
