import { litellmRedisUses } from '../../constructs/litellm/redis-uses';
import { OPEN_WEBUI_REDIS } from '../../constructs/open-webui/redis-use';
import { commonServer } from '../../constructs/redis/common-server';
import { parseRedisUrl } from '../../constructs/redis/connection-string';
import type { ExternalRedisSettings, RedisServersSettings } from '../../constructs/redis/settings';
import { engineProblems } from '../../constructs/redis/engine-problems';
import { evictionDemand, evictionProblems } from '../../constructs/redis/use-problems';
import { at, type Phrase, type Problem, say } from '../../constructs/telling/problems';
import type { Environment } from '../schema';

type Use = keyof RedisServersSettings;

/** The oldest Redis that LiteLLM works with. @see https://docs.litellm.ai/docs/proxy/redis_sizing */
const LITELLM_REDIS_MAJOR = 7;

const USES = ['openwebui', 'litellm', 'coordination'] as const satisfies readonly Use[];

/** The settings of the servers that LiteLLM uses: its cache's, and coordination's own or Open WebUI's. */
export function litellmServers({ coordination }: RedisServersSettings) {
  return ['litellm', coordination.kind === 'with-openwebui' ? 'openwebui' : 'coordination'] as const;
}

/** Servers that are one where they must be two, policies that lose data, and connection strings. */
export function redisProblems({ litellm, redis }: Environment): Problem[] {
  return [
    ...USES.flatMap((use) => serverProblems(use, redis[use])),
    ...policyProblems(litellm, redis),
    ...externalVersionProblems(redis),
    ...sharedServerProblems(redis),
  ];
}

function serverProblems(use: Use, settings: RedisServersSettings[Use]): Problem[] {
  switch (settings.kind) {
    case 'managed':
      return engineProblems(settings, `redis.${use}`);
    case 'external':
      return [...urlProblems(use, settings), ...topologyProblems(use, settings)];
    case 'in-cluster':
    case 'with-openwebui':
      return [];
  }
}

/** LiteLLM takes queued spend from its lists many entries at a time, which older servers do not understand. */
function externalVersionProblems(redis: RedisServersSettings): Problem[] {
  return litellmServers(redis).flatMap((use): Problem[] => {
    const server = redis[use];
    if (server.kind !== 'external' || server.version === undefined) return [];
    if (Number.parseInt(server.version) >= LITELLM_REDIS_MAJOR) return [];
    return [
      {
        says: say`${at(`redis.${use}.version`)} is ${server.version}; LiteLLM, which uses this server, takes ${LITELLM_REDIS_MAJOR}.0 or newer`,
        todo:
          use === 'openwebui'
            ? say`upgrade it, or give ${at('redis.coordination')} a server of its own`
            : say`upgrade it, or give LiteLLM another server`,
      },
    ];
  });
}

/** An external server's connection string says everything but the password's value. */
function urlProblems(use: Use, { url, password }: ExternalRedisSettings): Problem[] {
  const where = at(`redis.${use}.url`);
  if (/^valkeys?:/i.test(url)) {
    return [
      {
        says: say`${where} begins with valkey; it takes redis:// or rediss://`,
        todo: say`the applications' clients do not know valkey://, and Valkey speaks the same protocol: write rediss:// (TLS) or redis://`,
      },
    ];
  }
  const parsed = parseRedisUrl(url);
  if (parsed.kind === 'problem') return [{ says: say`${where} ${parsed.problem}` }];
  const inside = parsed.kind === 'variable' || parsed.parts.password !== undefined;
  if (!inside || password === undefined) return [];
  return [
    {
      says: say`${at(`redis.${use}.password`)} is given, but ${where} has a password of its own`,
      todo: say`take one of them out`,
    },
  ];
}

/** What Sentinel and cluster mode cannot have. */
function topologyProblems(use: Use, { url, topology, tls }: ExternalRedisSettings): Problem[] {
  if (topology.kind === 'single') return [];
  const parsed = parseRedisUrl(url);
  if (parsed.kind === 'problem') return [];
  const where = at(`redis.${use}.url`);
  const problems: Problem[] = [];
  if (parsed.kind === 'variable') {
    problems.push({
      says: say`${where} is given whole as ${parsed.reference}, but ${at(`redis.${use}.topology.kind`)} is ${topology.kind}`,
      todo: say`the applications ask for its host by itself there; write "rediss://:\${PASSWORD}@${
        topology.kind === 'sentinel' ? 'service-name' : 'seed.example.com:6379'
      }"`,
    });
  }
  const encrypted = parsed.kind === 'variable' ? tls : parsed.parts.tls;
  if (use === 'openwebui' && topology.kind === 'sentinel' && encrypted) {
    problems.push({
      says: say`${where} asks for TLS, and ${at(`redis.${use}.topology.kind`)} is sentinel; Open WebUI cannot do both`,
      todo: say`it passes no TLS settings on to Sentinel; use a single endpoint or a cluster with rediss://, or redis:// inside a network that you trust`,
    });
  }
  if (use === 'openwebui' && topology.kind === 'sentinel') problems.push(...openWebUiSentinelProblems(topology));
  if (topology.kind === 'cluster' && parsed.kind === 'parts' && parsed.parts.database !== 0) {
    problems.push({ says: say`${where} names database ${parsed.parts.database}; a cluster has only 0` });
  }
  return problems;
}

/** Open WebUI knows one port for all Sentinels, and no password for them. */
function openWebUiSentinelProblems({
  nodes,
  password,
}: Extract<ExternalRedisSettings['topology'], { kind: 'sentinel' }>): Problem[] {
  const ports = [...new Set(nodes.map((node) => node.split(':').at(-1) ?? ''))];
  return [
    ...(ports.length > 1
      ? [
          {
            says: say`${at('redis.openwebui.topology.nodes')} listen on several ports (${ports.join(', ')}); Open WebUI takes one`,
            todo: say`let all Sentinels listen on the same port, or use a single endpoint or a cluster`,
          },
        ]
      : []),
    ...(password
      ? [
          {
            says: say`${at('redis.openwebui.topology.password')} is given, but Open WebUI gives Sentinels no password`,
            todo: say`use Sentinels that ask for none inside a network that you trust, or a single endpoint or a cluster`,
          },
        ]
      : []),
  ];
}

/** What each use can live with. A server for two uses has to suit both. */
function policyProblems(litellm: Environment['litellm'], redis: RedisServersSettings): Problem[] {
  const uses = litellmRedisUses(litellm);
  const sessions = evictionDemand(OPEN_WEBUI_REDIS);
  const coordination = evictionDemand(uses.coordination);
  const policyOf = (use: Use) => at(`redis.${use}.evictionPolicy`);
  const isShared = redis.coordination.kind === 'with-openwebui';
  return [
    ...evictionProblems(policyOf('openwebui'), redis.openwebui.evictionPolicy, [
      sessions,
      ...(isShared
        ? [
            {
              ...coordination,
              why: "LiteLLM's rate limits and spend queues are on this server too (redis.coordination)",
            },
          ]
        : []),
    ]),
    ...evictionProblems(policyOf('litellm'), redis.litellm.evictionPolicy, [evictionDemand(uses.cache)]),
    ...(redis.coordination.kind === 'with-openwebui'
      ? []
      : evictionProblems(policyOf('coordination'), redis.coordination.evictionPolicy, [coordination])),
  ];
}

/** One server has one eviction policy, and these two uses want opposite ones. */
function sharedServerProblems(redis: RedisServersSettings): Problem[] {
  const pairs: readonly [Use, Use, Phrase][] = [
    ['openwebui', 'litellm', say`sessions must stay and cached answers must make room; give each its own server`],
    [
      'coordination',
      'litellm',
      say`rate limits and queued spend must stay and cached answers must make room; give ${at('redis.coordination')} its own server, or write { kind: 'with-openwebui' }`,
    ],
    [
      'openwebui',
      'coordination',
      say`to share it, with a key prefix for each, write ${at('redis.coordination')}: { kind: 'with-openwebui' }`,
    ],
  ];
  return pairs.flatMap(([one, other, todo]) => {
    const common = commonServer(redis[one], redis[other]);
    return common === undefined
      ? []
      : [{ says: say`${at(`redis.${one}`)} and ${at(`redis.${other}`)} are the same server (${common})`, todo }];
  });
}
