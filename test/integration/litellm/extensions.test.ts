import { LiteLlmProxy, describeLiteLlm, UPSTREAM_KEY } from '../support/litellm-proxy';
import { McpServer } from '../support/mcp-server';
import { ModelUpstream, STREAMED_WORDS } from '../support/model-upstream';

describeLiteLlm('the real LiteLLM, with guardrails, other services, tools and metrics of an environment', () => {
  let upstream: ModelUpstream;
  let tools: McpServer;
  let litellm: LiteLlmProxy;

  beforeAll(async () => {
    [upstream, tools] = await Promise.all([ModelUpstream.start(), McpServer.start(['add', 'remove'])]);
    const key = `\${${UPSTREAM_KEY.variable}}`;
    litellm = await LiteLlmProxy.start({
      models: [
        { name: 'chat', provider: 'openai-compatible', model: 'good', apiBase: `${upstream.origin}/v1`, apiKey: key },
      ],
      guardrails: [
        {
          name: 'names',
          provider: 'other',
          guardrail: 'litellm_content_filter',
          parameters: { blocked_words: [{ keyword: 'rumpelstiltskin', action: 'BLOCK' }] },
        },
      ],
      passThrough: [
        {
          path: '/other',
          target: `${upstream.origin}/elsewhere`,
          headers: { Authorization: key },
          includeSubpaths: true,
        },
      ],
      mcpServers: {
        sums: {
          url: tools.url,
          authentication: { kind: 'bearer_token', value: key },
          allowedTools: ['add'],
        },
      },
      metrics: true,
      drainSeconds: 30,
    });
  }, 600_000);

  afterAll(async () => {
    await litellm.stop();
    upstream.stop();
    tools.stop();
  });

  test('refuses a prompt that a guardrail blocks, before it reaches a model', async () => {
    const refused = await litellm.ask('chat', 'tell me of Rumpelstiltskin');
    expect(refused.status).toBeGreaterThanOrEqual(400);
    expect(refused.status).toBeLessThan(500);
    expect(upstream.calls).toEqual([]);
    expect((await litellm.ask('chat', 'tell me of Rapunzel')).status).toBe(200);
    expect(upstream.count('good')).toBe(1);
  });

  test("passes a path on with the service's key in place of the caller's, and asks for that first", async () => {
    expect(await (await litellm.post('/other/deep', { q: 1 })).json()).toEqual({
      url: '/elsewhere/deep',
      authorization: UPSTREAM_KEY.value,
    });
    expect((await litellm.post('/other/deep', { q: 1 }, 'sk-wrong')).ok).toBe(false);
    expect((await fetch(`${litellm.url}/other/deep`, { method: 'POST' })).ok).toBe(false);
  });

  test('offers the tools of an MCP server that callers may see, with a key that they do not', async () => {
    const { tools: offered } = (await (await litellm.get('/mcp-rest/tools/list')).json()) as {
      tools: { name: string }[];
    };
    expect(offered.map(({ name }) => name)).toEqual([expect.stringContaining('add')]);
    expect(new Set(tools.authorizations)).toEqual(new Set([`Bearer ${UPSTREAM_KEY.value}`]));
  });

  test('serves metrics without a key on a port of their own, and with one on its own', async () => {
    const metrics = await litellm.startMetrics();
    const text = await (await fetch(`${metrics}/metrics`)).text();
    expect(text).toContain('litellm_proxy_total_requests_metric');
    expect((await fetch(`${litellm.url}/metrics`, { redirect: 'follow' })).status).toBe(401);
  });

  test('finishes a streaming answer before it goes', async () => {
    const answer = await litellm.ask('chat', 'a long story', { stream: true });
    const text = answer.text();
    const hook = await litellm.stopAsPod();
    expect(hook).toBe(0);
    for (const word of STREAMED_WORDS) expect(await text).toContain(`"${word}"`);
    expect(await text).toContain('[DONE]');
  });
});
