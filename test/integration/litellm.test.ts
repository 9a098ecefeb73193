import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createSocket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Testing } from 'cdktf';
import { effectiveEnvironment, type EnvVar } from '../../constructs/charts/effective-environment';
import { valueAt } from '../../constructs/charts/helm-merge';
import { LiteLlmSettings } from '../../constructs/charts/litellm-settings';
import { REDIS_CLIENTS, sharedUserRules, SOLE_USER_RULES } from '../../constructs/redis/clients';
import { loadEnvironments } from '../../environments';
import { environmentStacks } from '../../stacks';
import { releaseValues } from '../support/helm-release';
import { synthesized } from '../support/terraform-json';

/** LiteLLM's own program: `pip install 'litellm[proxy]==1.104.0'`. */
const LITELLM = process.env.LITELLM_BIN ?? 'litellm';

const PASSWORD = 'a@b:c/d?e#f%g+h i';
const MASTER_KEY = 'sk-master';

function isThere(program: string): boolean {
  return spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0;
}

const missing = [LITELLM, 'redis-server', 'redis-cli'].filter((program) => !isThere(program));

/** A server of a provider: it counts calls, answers in OpenAI's words, and fails for the model `bad`. */
class Upstream {
  readonly calls: string[] = [];
  private readonly server: Server = createServer((request, response) => void this.answer(request, response));

  async start(): Promise<number> {
    await new Promise<void>((started) => this.server.listen(0, '127.0.0.1', started));
    return (this.server.address() as AddressInfo).port;
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    // LiteLLM also asks who it is talking to; that is no call to a model.
    if (request.method !== 'POST') {
      response.writeHead(404).end();
      return;
    }
    const { model, stream } = JSON.parse(Buffer.concat(chunks).toString()) as { model: string; stream?: boolean };
    this.calls.push(model);
    if (model === 'bad') {
      response.writeHead(500, { 'content-type': 'application/json' }).end('{"error":{"message":"down"}}');
      return;
    }
    const common = { id: 'x', created: 1, model };
    if (!stream) {
      const message = { role: 'assistant', content: `call ${this.calls.length}` };
      const usage = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 };
      const body = {
        ...common,
        object: 'chat.completion',
        usage,
        choices: [{ index: 0, finish_reason: 'stop', message }],
      };
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
      return;
    }
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    for (const content of ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight']) {
      const choices = [{ index: 0, delta: { role: 'assistant', content }, finish_reason: null }];
      response.write(`data: ${JSON.stringify({ ...common, object: 'chat.completion.chunk', choices })}\n\n`);
      await new Promise((passed) => setTimeout(passed, 300));
    }
    const choices = [{ index: 0, delta: {}, finish_reason: 'stop' }];
    response.end(
      `data: ${JSON.stringify({ ...common, object: 'chat.completion.chunk', choices })}\n\ndata: [DONE]\n\n`,
    );
  }
}

/** A Redis with TLS from an authority of our own, and users as `acl` says. */
async function startRedis(folder: string, policy: string, acl: readonly string[]): Promise<Redis> {
  const port = await freePort();
  const file = join(folder, `${policy}.conf`);
  const lines = [
    'port 0',
    `tls-port ${port}`,
    'bind 127.0.0.1',
    `tls-cert-file ${join(folder, 'server.crt')}`,
    `tls-key-file ${join(folder, 'server.key')}`,
    `tls-ca-cert-file ${join(folder, 'ca.crt')}`,
    'tls-auth-clients no',
    'maxmemory 32mb',
    `maxmemory-policy ${policy}`,
    'save ""',
    ...acl,
  ];
  writeFileSync(file, lines.join('\n'));
  return { process: spawn('redis-server', [file], { stdio: 'ignore' }), port };
}

interface Redis {
  readonly process: ChildProcess;
  readonly port: number;
}

/** Names of all keys, as a user of the server sees them. */
function keys(folder: string, { port }: Redis, user: string): string[] {
  const cli = ['--tls', '--cacert', join(folder, 'ca.crt'), '-h', '127.0.0.1', '-p', String(port), '--user', user];
  const options = { env: { PATH: process.env.PATH, REDISCLI_AUTH: PASSWORD } };
  return execFileSync('redis-cli', [...cli, '--no-auth-warning', 'KEYS', '*'], options)
    .toString()
    .split('\n')
    .filter(Boolean);
}

function freePort(): Promise<number> {
  return new Promise((found) => {
    const socket = createSocket();
    socket.listen(0, '127.0.0.1', () => {
      const { port } = socket.address() as AddressInfo;
      socket.close(() => {
        found(port);
      });
    });
  });
}

/** An authority, and a certificate of it for this machine. */
function certificates(folder: string): void {
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'ignore' });
  openssl(
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-keyout',
    'ca.key',
    '-out',
    'ca.crt',
    '-days',
    '2',
    '-subj',
    '/CN=test',
  );
  openssl('req', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'server.key', '-out', 'server.csr', '-subj', '/CN=redis');
  writeFileSync(join(folder, 'names'), 'subjectAltName=IP:127.0.0.1');
  openssl(
    'x509',
    '-req',
    '-in',
    'server.csr',
    '-CA',
    'ca.crt',
    '-CAkey',
    'ca.key',
    '-CAcreateserial',
    '-out',
    'server.crt',
    '-days',
    '2',
    '-extfile',
    'names',
  );
}

/** What the environment `local` yields for LiteLLM, with models of our own upstream. */
function yielded(upstream: string): { readonly config: string; readonly variables: readonly EnvVar[] } {
  const [local] = loadEnvironments('local');
  if (!local) throw new Error('there is no environment local');
  const litellm = LiteLlmSettings.parse({
    models: [
      { name: 'chat', provider: 'openai-compatible', model: 'good', apiBase: upstream, apiKey: '${UPSTREAM_KEY}' },
      { name: 'broken', provider: 'openai-compatible', model: 'bad', apiBase: upstream },
    ],
    fallbacks: { broken: ['chat'] },
  });
  const apps = environmentStacks(Testing.app(), { ...local, litellm }).at(-1);
  if (!apps) throw new Error('there is no stack of applications');
  const values = releaseValues(synthesized(apps), 'litellm');
  const environment = effectiveEnvironment('litellm', values, { release: 'litellm', namespace: 'inferencehub' });
  return {
    config: JSON.stringify(valueAt(values, ['gateway', 'config', 'proxy_config'])),
    variables: environment.proxy ?? [],
  };
}

/** The variables with values: where the environment names a Secret or a Service, what this test has in its place. */
function withValues(variables: readonly EnvVar[], instead: Readonly<Record<string, string>>): Record<string, string> {
  const plain = variables.flatMap((variable) =>
    'value' in variable ? [[variable.name, variable.value] as const] : [],
  );
  // Without a database: its engine cannot be had here.
  const kept = plain.filter(([name]) => !name.startsWith('DATABASE_'));
  return { ...(Object.fromEntries(kept) as Record<string, string>), ...instead };
}

const suite = missing.length > 0 ? describe.skip : describe;
if (missing.length > 0) console.warn(`LiteLLM is not tried for real: ${missing.join(', ')} is not there`);

suite('the real LiteLLM, with what an environment yields', () => {
  const folder = mkdtempSync(join(tmpdir(), 'litellm-'));
  const upstream = new Upstream();
  const processes: ChildProcess[] = [];
  let cache: Redis;
  let coordination: Redis;
  let url = '';
  let log = '';

  beforeAll(async () => {
    certificates(folder);
    const upstreamPort = await upstream.start();
    const hash = createHash('sha256').update(PASSWORD).digest('hex');
    cache = await startRedis(folder, 'allkeys-lru', [`user default on #${hash} ${SOLE_USER_RULES}`]);
    coordination = await startRedis(folder, 'noeviction', [
      'user default off',
      `user litellm on #${hash} ${sharedUserRules(REDIS_CLIENTS['litellm-coordination'])}`,
      `user observer on #${hash} ~* +@read +@dangerous`,
    ]);
    processes.push(cache.process, coordination.process);

    const { config, variables } = yielded(`http://127.0.0.1:${upstreamPort}/v1`);
    const file = join(folder, 'config.yaml');
    writeFileSync(file, config.replaceAll(/\/etc\/inferencehub\/authorities\/[^"]+/g, join(folder, 'ca.crt')));
    const port = await freePort();
    const litellm = spawn(LITELLM, ['--port', String(port), '--config', file, '--host', '127.0.0.1'], {
      cwd: folder,
      env: {
        PATH: process.env.PATH,
        ...withValues(variables, {
          HOME: folder,
          TMPDIR: folder,
          CONFIG_FILE_PATH: file,
          LITELLM_MASTER_KEY: MASTER_KEY,
          LITELLM_SALT_KEY: 'sk-salt',
          PROVIDER_KEY_UPSTREAM_KEY: 'sk-upstream',
          LITELLM_CACHE_REDIS_HOST: '127.0.0.1',
          LITELLM_CACHE_REDIS_PORT: String(cache.port),
          LITELLM_CACHE_REDIS_PASSWORD: PASSWORD,
          LITELLM_COORDINATION_REDIS_HOST: '127.0.0.1',
          LITELLM_COORDINATION_REDIS_PORT: String(coordination.port),
          LITELLM_COORDINATION_REDIS_PASSWORD: PASSWORD,
        }),
      },
    });
    litellm.stdout.on('data', (text: Buffer) => (log += text.toString()));
    litellm.stderr.on('data', (text: Buffer) => (log += text.toString()));
    processes.push(litellm);
    url = `http://127.0.0.1:${port}`;
    await ready();
  }, 240_000);

  afterAll(() => {
    processes.forEach((process) => process.kill('SIGKILL'));
    upstream.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function ready(): Promise<void> {
    const deadline = Date.now() + 220_000;
    while (Date.now() < deadline) {
      const answer = await fetch(`${url}/health/readiness`).catch(() => undefined);
      if (answer?.ok) return;
      await new Promise((passed) => setTimeout(passed, 500));
    }
    throw new Error(`LiteLLM did not become ready:\n${log.slice(-4000)}`);
  }

  function ask(model: string, content: string, more: object = {}, key = MASTER_KEY): Promise<Response> {
    return fetch(`${url}/v1/chat/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ model, messages: [{ role: 'user', content }], ...more }),
    });
  }

  test('lists the models', async () => {
    const answer = await fetch(`${url}/v1/models`, { headers: { authorization: `Bearer ${MASTER_KEY}` } });
    const { data } = (await answer.json()) as { data: { id: string }[] };
    expect(data.map(({ id }) => id).sort()).toEqual(['broken', 'chat']);
  });

  test('answers a repeated prompt from the cache', async () => {
    const before = upstream.calls.length;
    const first = await (await ask('chat', 'the same words')).json();
    await new Promise((passed) => setTimeout(passed, 1000));
    const second = await (await ask('chat', 'the same words')).json();
    expect(upstream.calls.length).toBe(before + 1);
    // In the Redis, and under the environment's prefix alone.
    expect(keys(folder, cache, 'default')).toEqual([expect.stringMatching(/^litellm\.cache:/)]);
    expect(second).toMatchObject({ choices: (first as { choices: unknown }).choices as object[] });
  });

  test('coordinates on the Redis that it is told, and not on the cache', async () => {
    const answer = await fetch(`${url}/coordination_redis/settings`, {
      headers: { authorization: `Bearer ${MASTER_KEY}` },
    });
    expect(await answer.json()).toMatchObject({ source: 'coordination_redis' });
    const there = keys(folder, coordination, 'observer');
    expect(there).not.toEqual([]);
    expect(there.filter((key) => !key.startsWith('litellm:'))).toEqual([]);
    expect(log).not.toMatch(/NOPERM|invalid username-password|circuit breaker OPENED/);
  });

  test('falls back where a model fails', async () => {
    const answer = await ask('broken', 'please');
    expect(answer.status).toBe(200);
    expect(upstream.calls).toContain('bad');
  });

  test('refuses a key that it does not know', async () => {
    expect((await ask('chat', 'hello', {}, 'sk-wrong')).status).not.toBe(200);
  });

  test('streams an answer while it is made', async () => {
    const answer = await ask('chat', 'stream this', { stream: true });
    const times: number[] = [];
    for await (const chunk of answer.body ?? []) {
      if (
        Buffer.from(chunk as Uint8Array)
          .toString()
          .includes('"content":"')
      )
        times.push(Date.now());
    }
    // A busy machine may join some of the eight; all at once would be an answer that was held back.
    expect(times.length).toBeGreaterThanOrEqual(3);
    expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeGreaterThan(300);
  });

  test('asks for a key on the metrics and serves no administration pages', async () => {
    expect((await fetch(`${url}/metrics`)).status).not.toBe(200);
    expect((await fetch(`${url}/redoc`)).status).toBe(404);
  });
});
