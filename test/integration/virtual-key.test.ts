import { spawn, spawnSync } from 'node:child_process';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

const SCRIPT = join(__dirname, '..', '..', 'charts', 'virtual-key', 'files', 'make-known.py');
const KEY = 'sk-virtual-value';
const MASTER_KEY = 'sk-master-value';

/** LiteLLM as far as the job sees it: it knows the keys that it was told. */
class LiteLlmStandIn {
  readonly known = new Set<string>();
  readonly generated: Record<string, unknown>[] = [];
  readonly urls: string[] = [];
  /** How often it answers like a server that is not ready. */
  notReady = 0;
  private readonly server: Server = createServer((request, response) => void this.answer(request, response));

  async start(): Promise<string> {
    await new Promise<void>((started) => this.server.listen(0, '127.0.0.1', started));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.server.close();
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { url = '', headers } = request;
    this.urls.push(url);
    const key = headers.authorization?.replace('Bearer ', '') ?? '';
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    if (this.notReady > 0) {
      this.notReady -= 1;
      response.writeHead(503).end(`not ready, ${key}`);
    } else if (url === '/v1/models') {
      response.writeHead(this.known.has(key) ? 200 : 401).end('{}');
    } else if (url === '/key/generate' && key === MASTER_KEY) {
      const body = JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>;
      this.generated.push(body);
      this.known.add(String(body.key));
      response.writeHead(200).end('{}');
    } else {
      response.writeHead(403).end(`no, ${key}`);
    }
  }
}

const hasPython = spawnSync('python3', ['--version'], { stdio: 'ignore' }).status === 0;
if (!hasPython) console.warn('the virtual key job is not tried: python3 is not there');

(hasPython ? describe : describe.skip)('the virtual key job', () => {
  const litellm = new LiteLlmStandIn();
  let url = '';

  beforeAll(async () => {
    url = await litellm.start();
  });
  afterAll(() => {
    litellm.stop();
  });

  /** Runs the job's script to its end. */
  function run(masterKey = MASTER_KEY, timeoutSeconds = 30): Promise<{ status: number | null; output: string }> {
    const job = spawn('python3', ['-B', SCRIPT], {
      env: {
        PATH: process.env.PATH,
        OWNER: 'open-webui',
        MANAGEMENT_URL: url,
        API_URL: url,
        MASTER_KEY: masterKey,
        VIRTUAL_KEY: KEY,
        TIMEOUT_SECONDS: String(timeoutSeconds),
      },
    });
    let output = '';
    job.stdout.on('data', (text: Buffer) => (output += text.toString()));
    job.stderr.on('data', (text: Buffer) => (output += text.toString()));
    return new Promise((ended) => {
      job.on('close', (status) => {
        ended({ status, output });
      });
    });
  }

  test('waits for LiteLLM, and makes a key known that can call models and nothing else', async () => {
    litellm.notReady = 2;
    const { status, output } = await run();
    expect(status).toBe(0);
    expect(litellm.generated).toEqual([
      {
        key: KEY,
        key_alias: expect.stringMatching(/^open-webui-[0-9a-f]{8}$/) as string,
        key_type: 'llm_api',
        metadata: { owner: 'open-webui' },
      },
    ]);
    expect(output).not.toContain(KEY);
    expect(output).not.toContain(MASTER_KEY);
    expect(litellm.urls.join(' ')).not.toContain('sk-');
  });

  test('changes nothing when it runs again', async () => {
    expect((await run()).status).toBe(0);
    expect(litellm.generated).toHaveLength(1);
  });

  test('fails, without a word of the keys, where LiteLLM refuses', async () => {
    litellm.known.clear();
    const { status, output } = await run('sk-wrong', 1);
    expect(status).not.toBe(0);
    expect(output).toContain('403: no, ***');
  });
});
