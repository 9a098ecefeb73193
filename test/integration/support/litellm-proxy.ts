import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Testing } from 'cdktf';
import type { ContainerVariables, EnvVar } from '../../../constructs/helm/container-variables';
import { effectiveEnvironment } from '../../support/effective-environment';
import { valueAt } from '../../../constructs/helm/helm-merge';
import { litellmRedisUses } from '../../../constructs/litellm/redis-uses';
import { sharedUserRules, SOLE_USER_RULES } from '../../../constructs/redis/redis-use';
import { type EnvironmentInput, loadEnvironments } from '../../../environments';
import { LiteLlmSettings } from '../../../constructs/litellm/settings';
import { environmentStacks } from '../../../stacks';
import { releaseValues } from '../../support/helm-release';
import { synthesized } from '../../support/terraform-json';
import { freePort } from './free-port';
import { findProgram } from './program';
import { RedisClient } from './redis-client';
import { RedisServer } from './redis-server';

/** LiteLLM's own program: `pip install 'litellm[proxy]==1.104.0' prometheus_client`, as its image has them. */
const PROGRAM = process.env.LITELLM_BIN ?? 'litellm';

/** The Python that it is installed with. */
const PYTHON = join(dirname(PROGRAM), 'python');

/** Every password of a Redis: one that only an application which decodes nothing twice gets in with. */
const PASSWORD = 'a@b:c/d?e#f%g+h i';
const MASTER_KEY = 'sk-master';
const DRAIN_TOKEN = 'drain-token';
/** The variable that a test's models take their key from, and its value. */
export const UPSTREAM_KEY = { variable: 'UPSTREAM_KEY', value: 'sk-upstream' } as const;

/** Where the packages are that it is installed with; nothing where it is not. */
export function litellmPackages(): string | undefined {
  const { stdout, status } = spawnSync(PYTHON, ['-c', 'import sysconfig; print(sysconfig.get_path("purelib"))'], {
    encoding: 'utf8',
  });
  return status === 0 ? stdout.trim() : undefined;
}

/** `describe` where LiteLLM and Redis are installed; where they are not, the tests are skipped, and say so. */
export function describeLiteLlm(name: string, tests: () => void): void {
  const missing = [
    ...(process.env.LITELLM_BIN ? [] : ['litellm (LITELLM_BIN)']),
    ...['redis-server', 'openssl'].filter((program) => !findProgram(program)),
  ];
  if (missing.length > 0) {
    process.stderr.write(`skipped: ${name}, because ${missing.join(', ')} is not installed\n`);
  }
  (missing.length > 0 ? describe.skip : describe)(name, tests);
}

/** What the environment `local` yields for LiteLLM, with settings of a test. */
function yielded(litellm: NonNullable<EnvironmentInput['litellm']>): {
  readonly config: string;
  readonly containers: ContainerVariables;
  /** What the pod runs before it is told to stop. */
  readonly stopHook: string;
} {
  const [local] = loadEnvironments('local');
  if (!local) throw new Error('there is no environment local');
  const apps = environmentStacks(Testing.app(), { ...local, litellm: LiteLlmSettings.parse(litellm) }).at(-1);
  if (!apps) throw new Error('there is no stack of applications');
  const values = releaseValues(synthesized(apps), 'litellm');
  return {
    config: JSON.stringify(valueAt(values, ['gateway', 'config', 'proxy_config'])),
    containers: effectiveEnvironment('litellm', values, { release: 'litellm', namespace: 'inferencehub' }),
    stopHook: (valueAt(values, ['gateway', 'lifecycle', 'preStop', 'exec', 'command']) as string[]).at(-1) ?? '',
  };
}

/**
 * The real LiteLLM proxy with the configuration and the variables that an environment yields, and with both of its
 * Redis, real too. It has no database: the engine with which it would speak to one is a download of its own.
 */
export class LiteLlmProxy {
  readonly masterKey = MASTER_KEY;
  private readonly processes: ChildProcess[] = [];

  private constructor(
    private readonly folder: string,
    private readonly settings: ReturnType<typeof yielded>,
    readonly port: number,
    readonly cache: RedisServer,
    readonly coordination: RedisServer,
  ) {}

  /** @param litellm what an environment's file would say of it */
  static async start(litellm: NonNullable<EnvironmentInput['litellm']>): Promise<LiteLlmProxy> {
    const [cache, coordination] = await Promise.all([
      RedisServer.start(
        { valkeyConfig: server('allkeys-lru'), auth: { aclUsers: { default: { permissions: SOLE_USER_RULES } } } },
        { default: PASSWORD },
      ),
      RedisServer.start(
        {
          valkeyConfig: server('noeviction'),
          auth: {
            aclUsers: {
              litellm: { permissions: sharedUserRules(litellmRedisUses(LiteLlmSettings.parse({})).coordination) },
              observer: { permissions: '~* +@read +@dangerous' },
            },
          },
        },
        { litellm: PASSWORD, observer: PASSWORD },
      ),
    ]);
    const folder = mkdtempSync(join(tmpdir(), 'litellm-'));
    const proxy = new LiteLlmProxy(folder, yielded(litellm), await freePort(), cache, coordination);
    proxy.run();
    try {
      await proxy.until(`${proxy.url}/health/readiness`);
    } catch (error) {
      await proxy.stop();
      throw error;
    }
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** What it has said so far. */
  get log(): string {
    return readFileSync(join(this.folder, 'log'), 'utf8');
  }

  /** A call of its API, with the administrator's key unless another is given. */
  async get(path: string, key = MASTER_KEY): Promise<Response> {
    return fetch(`${this.url}${path}`, { headers: { authorization: `Bearer ${key}` } });
  }

  async post(path: string, body: object, key = MASTER_KEY, headers: Readonly<Record<string, string>> = {}) {
    return fetch(`${this.url}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  }

  /** A chat of one message. */
  async ask(model: string, content: string, more: object = {}, key = MASTER_KEY): Promise<Response> {
    return this.post('/v1/chat/completions', { model, messages: [{ role: 'user', content }], ...more }, key);
  }

  /** Stops it as Kubernetes stops its pod: the hook to its end, then SIGTERM. Gives the hook's exit code. */
  async stopAsPod(): Promise<number | null> {
    const hook = spawn(PYTHON, ['-c', this.settings.stopHook.replace(':4000/', `:${this.port}/`)], {
      env: { PATH: process.env.PATH, DRAIN_ENDPOINT_TOKEN: DRAIN_TOKEN },
      stdio: 'ignore',
    });
    const [code] = (await once(hook, 'exit')) as [number | null];
    const [proxy] = this.processes;
    if (proxy?.exitCode === null) {
      proxy.kill('SIGTERM');
      await once(proxy, 'exit');
    }
    return code;
  }

  /** The container beside it that serves metrics, where the environment asks for it. Gives its address. */
  async startMetrics(): Promise<string> {
    const port = await freePort();
    this.start(PYTHON, ['-m', 'litellm.proxy.prometheus_metrics_server', '--host', '127.0.0.1', '--port', `${port}`], {
      ...plain(this.settings.containers.metrics),
      PROMETHEUS_MULTIPROC_DIR: this.samples,
      // Without an answer from GitHub for prices it may end, and nobody starts it anew here.
      LITELLM_LOCAL_MODEL_COST_MAP: 'True',
    });
    const url = `http://127.0.0.1:${port}`;
    await this.until(`${url}/metrics`);
    return url;
  }

  /** Names of all keys on a Redis. */
  async keys(redis: RedisServer, user: 'default' | 'observer'): Promise<string[]> {
    const url = `rediss://${user}:${encodeURIComponent(PASSWORD)}@${redis.host}:${redis.port}/0`;
    const client = await RedisClient.connect(url, redis.certificateFile);
    try {
      return (await client.command('KEYS', '*')) as string[];
    } finally {
      client.close();
    }
  }

  async stop(): Promise<void> {
    await Promise.all(
      this.processes.map(async (child) => {
        if (child.exitCode !== null || child.signalCode !== null) return;
        const ended = once(child, 'exit');
        child.kill('SIGKILL');
        await ended;
      }),
    );
    await Promise.all([this.cache.stop(), this.coordination.stop()]);
    rmSync(this.folder, { recursive: true, force: true });
  }

  private run(): void {
    const { config, containers } = this.settings;
    const file = join(this.folder, 'config.yaml');
    const authority = join(this.folder, 'authorities.crt');
    writeFileSync(
      authority,
      [this.cache, this.coordination].map(({ certificateFile }) => readFileSync(certificateFile, 'utf8')).join(''),
    );
    writeFileSync(file, config.replaceAll(/\/etc\/inferencehub\/authorities\/[^"]+/g, authority));
    mkdirSync(this.samples);
    const instead = {
      HOME: this.folder,
      TMPDIR: this.folder,
      CONFIG_FILE_PATH: file,
      LITELLM_MASTER_KEY: MASTER_KEY,
      LITELLM_SALT_KEY: 'sk-salt',
      DRAIN_ENDPOINT_TOKEN: DRAIN_TOKEN,
      [`PROVIDER_KEY_${UPSTREAM_KEY.variable}`]: UPSTREAM_KEY.value,
      LITELLM_CACHE_REDIS_HOST: this.cache.host,
      LITELLM_CACHE_REDIS_PORT: String(this.cache.port),
      LITELLM_CACHE_REDIS_PASSWORD: PASSWORD,
      LITELLM_COORDINATION_REDIS_HOST: this.coordination.host,
      LITELLM_COORDINATION_REDIS_PORT: String(this.coordination.port),
      LITELLM_COORDINATION_REDIS_PASSWORD: PASSWORD,
      // What Kubernetes puts into pods where a Service of somebody's is called `redis`.
      REDIS_PORT: 'tcp://10.96.0.9:6379',
      ...(containers.metrics ? { PROMETHEUS_MULTIPROC_DIR: this.samples } : {}),
    };
    this.start(PROGRAM, ['--port', String(this.port), '--config', file, '--host', '127.0.0.1'], {
      ...plain(containers.proxy),
      ...instead,
    });
  }

  /** Where the proxy leaves its metrics for the container beside it. */
  private get samples(): string {
    return join(this.folder, 'metrics');
  }

  private start(program: string, args: readonly string[], variables: Readonly<Record<string, string>>): void {
    const log = openSync(join(this.folder, 'log'), 'a');
    this.processes.push(
      spawn(program, args, {
        cwd: this.folder,
        stdio: ['ignore', log, log],
        env: { PATH: process.env.PATH, ...variables },
      }),
    );
    closeSync(log);
  }

  private async until(address: string): Promise<void> {
    const deadline = Date.now() + 220_000;
    while (Date.now() < deadline && this.processes.every(({ exitCode }) => exitCode === null)) {
      const answer = await fetch(address).catch(() => undefined);
      if (answer?.ok) return;
      await new Promise((passed) => setTimeout(passed, 500));
    }
    throw new Error(`LiteLLM did not become ready:\n${this.log.slice(-1500)}`);
  }
}

function server(policy: string): string {
  return `maxmemory 32mb\nmaxmemory-policy ${policy}\nsave ""`;
}

/** The variables with values, without the database's; secrets and addresses of Services are the test's to give. */
function plain(variables: readonly EnvVar[] | undefined): Record<string, string> {
  return Object.fromEntries(
    (variables ?? []).flatMap((variable) =>
      'value' in variable && !variable.name.startsWith('DATABASE_') ? [[variable.name, variable.value] as const] : [],
    ),
  );
}
