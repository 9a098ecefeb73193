import { Testing } from 'cdktf';
import { redisUrl } from '../../constructs/redis';
import type { RedisConnection } from '../../constructs/redis/connection';
import { SecretTemplate } from '../../constructs/secrets';
import { loadEnvironments } from '../../environments';
import { ClusterDataStack } from '../../stacks/cluster-data';
import { AWKWARD_PASSWORDS } from '../support/awkward-passwords';
import { evaluateTemplate } from '../support/go-template';
import { releaseValues } from '../support/helm-release';
import { synthesized, type TerraformJson } from '../support/terraform-json';
import { describeWith } from './support/program';
import { RedisClient, RedisError } from './support/redis-client';
import { RedisServer, type ValkeyValues } from './support/redis-server';

const MEBIBYTE = 1024 * 1024;

/** Passwords that a user could have brought, in the place of generated ones. */
const [OPENWEBUI, LITELLM, CACHE] = AWKWARD_PASSWORDS;

describeWith(['redis-server', 'openssl'], 'what two real Redis do with the settings of the environment `local`')(
  'RedisServers of `local`',
  () => {
    let stack: ClusterDataStack;
    let values: { sessions: ValkeyValues; cache: ValkeyValues };
    let sessions: RedisServer;
    let cache: RedisServer;
    const clients: RedisClient[] = [];

    beforeAll(async () => {
      const [environment] = loadEnvironments('local');
      if (environment?.cluster.kind !== 'kubeconfig') throw new Error('`local` is on a kubeconfig cluster');
      stack = new ClusterDataStack(Testing.app(), environment, {
        cluster: environment.cluster,
        platform: { namespace: environment.namespace },
      });
      const json: TerraformJson = synthesized(stack);
      const valuesOf = (release: string) => releaseValues(json, release) as unknown as ValkeyValues;
      values = { sessions: valuesOf('infra-valkey'), cache: valuesOf('infra-litellm-valkey') };
      sessions = await RedisServer.start(values.sessions, { openwebui: OPENWEBUI, litellm: LITELLM });
      cache = await RedisServer.start(values.cache, { default: CACHE });
    });
    afterAll(async () => {
      for (const client of clients) client.close();
      await sessions.stop();
      await cache.stop();
    });

    /** Connects with the URL that the application would get, to the server that stands for the one in the cluster. */
    async function client(connection: RedisConnection, server: RedisServer, password: string): Promise<RedisClient> {
      const template = redisUrl({
        ...connection,
        address: { kind: 'single', host: server.host, port: server.port, database: 0 },
      });
      if (!(template instanceof SecretTemplate)) throw new Error('the connection string is not composed');
      const connected = await RedisClient.connect(
        evaluateTemplate(template.text, { secret1: password }),
        server.certificateFile,
      );
      clients.push(connected);
      return connected;
    }
    const openwebui = () => client(stack.connections.redis.openwebui, sessions, OPENWEBUI);
    const coordination = () => client(stack.connections.redis.coordination, sessions, LITELLM);
    const litellmCache = () => client(stack.connections.redis.litellmCache, cache, CACHE);

    test('lets each use in by its connection string, whatever its password holds', async () => {
      expect(await (await openwebui()).command('PING')).toBe('PONG');
      expect(await (await coordination()).command('ACL', 'WHOAMI')).toBe('litellm');
      expect(await (await litellmCache()).command('ACL', 'WHOAMI')).toBe('default');
    });

    test('refuses a wrong password, and whoever gives no name on the shared server', async () => {
      await expect(client(stack.connections.redis.openwebui, sessions, LITELLM)).rejects.toThrow('WRONGPASS');
      const nameless = { ...stack.connections.redis.openwebui, user: undefined };
      await expect(client(nameless, sessions, OPENWEBUI)).rejects.toThrow('WRONGPASS');
    });

    test("keeps the two users of the shared server out of each other's keys and channels", async () => {
      const [one, other] = [await openwebui(), await coordination()];
      expect(await one.command('SET', 'open-webui:session:1', 'somebody')).toBe('OK');
      expect(await other.command('RPUSH', 'litellm:spend', 'queued')).toBe(1);
      for (const attempt of [
        other.command('GET', 'open-webui:session:1'),
        other.command('SUBSCRIBE', 'open-webui:tasks:commands'),
        one.command('LRANGE', 'litellm:spend', '0', '-1'),
        one.command('PUBLISH', 'litellm:config', 'x'),
        one.command('SET', 'elsewhere', 'x'),
        one.command('EVAL', "return redis.call('LPOP', 'litellm:spend')", '0'),
      ]) {
        expect(await attempt).toBeInstanceOf(RedisError);
      }
    });

    test.each([
      'KEYS *',
      'FLUSHALL',
      'FLUSHDB',
      'CONFIG GET *',
      'CLIENT LIST',
      'SHUTDOWN NOSAVE',
      'ACL LIST',
      'MONITOR',
      'RANDOMKEY',
      'DBSIZE',
      'SCRIPT FLUSH',
      'FUNCTION FLUSH',
    ])('refuses %s to a user of the shared server', async (command) => {
      const reply = await (await coordination()).command(...command.split(' '));
      expect(reply).toMatchObject({ message: expect.stringMatching(/^NOPERM/) as string });
    });

    test('keeps the names of other keys from Open WebUI, which has no use for them', async () => {
      const reply = await (await openwebui()).command('SCAN', '0');
      expect(reply).toMatchObject({ message: expect.stringMatching(/^NOPERM/) as string });
    });

    test('allows what the applications do on the shared server', async () => {
      const [one, other] = [await openwebui(), await coordination()];
      // Open WebUI: hashes of sessions, locks by script, websockets through one fixed channel.
      expect(await one.command('HSET', 'open-webui:session_pool', 'a', '1')).toBe(1);
      expect(await one.command('EVAL', "return redis.call('DEL', KEYS[1])", '1', 'open-webui:usage_cleanup_lock')).toBe(
        0,
      );
      expect(await one.command('PUBLISH', 'socketio', 'x')).toBe(0);
      // LiteLLM: the server's version, counters, queues taken many at a time, scans for keys.
      expect(await other.info('redis_version')).toBeGreaterThanOrEqual(7);
      expect(await other.command('INCRBYFLOAT', 'litellm:spend:key', '0.25')).toBe('0.25');
      expect(await other.command('LPOP', 'litellm:none', '10')).toBeNull();
      expect(await other.command('SCAN', '0', 'MATCH', 'litellm:*')).toHaveLength(2);
      expect(await other.command('PUBLISH', 'litellm:litellm_proxy.config', 'x')).toBe(0);
    });

    test('takes as many clients as Open WebUI asks for', async () => {
      expect(await (await openwebui()).info('maxclients')).toBeGreaterThanOrEqual(10_000);
      expect(await (await litellmCache()).info('maxclients')).toBeGreaterThanOrEqual(10_000);
    });

    test('makes room in the full cache, while sessions and coordination stay', async () => {
      const [one, other, answers] = [await openwebui(), await coordination(), await litellmCache()];
      await one.command('HSET', 'open-webui:session_pool', 'kept', 'session');
      await one.command('SET', 'open-webui:auth:token:1:revoked', '1', 'EX', '3600');
      await other.command('RPUSH', 'litellm:spend_updates', 'kept');

      const entries = Math.floor((await answers.info('maxmemory')) / MEBIBYTE) + 1;
      const writes = Array.from({ length: entries }, (_, index) =>
        answers.command('SET', `answer:${index}`, 'x'.repeat(MEBIBYTE), 'EX', '3600'),
      );
      expect(await Promise.all(writes)).toEqual(writes.map(() => 'OK'));
      expect(await answers.info('evicted_keys')).toBeGreaterThan(0);
      expect(await answers.command('EXISTS', `answer:${entries - 1}`)).toBe(1);

      expect(await one.info('evicted_keys')).toBe(0);
      expect(await one.command('HGET', 'open-webui:session_pool', 'kept')).toBe('session');
      expect(await one.command('GET', 'open-webui:auth:token:1:revoked')).toBe('1');
      expect(await other.command('LRANGE', 'litellm:spend_updates', '0', '-1')).toEqual(['kept']);
    });

    test('refuses writes to the full server of sessions, and loses nothing', async () => {
      const [one, other] = [await openwebui(), await coordination()];
      await one.command('SET', 'open-webui:first', 'kept');
      await other.command('RPUSH', 'litellm:queue', 'kept');

      const entries = Math.floor((await one.info('maxmemory')) / MEBIBYTE) + 1;
      const writes = Array.from({ length: entries }, (_, index) =>
        one.command('SET', `open-webui:filling:${index}`, 'x'.repeat(MEBIBYTE), 'EX', '3600'),
      );
      const refused = (await Promise.all(writes)).filter((reply) => reply instanceof RedisError);
      expect(refused[0]?.message).toMatch(/^OOM/);
      expect(await one.info('evicted_keys')).toBe(0);
      expect(await one.command('GET', 'open-webui:first')).toBe('kept');
      expect(await other.command('LRANGE', 'litellm:queue', '0', '-1')).toEqual(['kept']);
    });
  },
);
