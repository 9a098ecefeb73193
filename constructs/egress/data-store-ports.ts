import { parsePostgresUrl } from '../postgres/connection-string';
import type { ExternalDatabase } from '../postgres/settings';
import { parseRedisUrl } from '../redis/connection-string';
import type { RedisSettings } from '../redis/settings';
import type { EgressNeeds } from './allowed-domains';

/** Where a Redis listens whose Sentinels say where it is. */
const REDIS_PORT = 6379;

/** TCP ports of the user's own data stores, as far as their connection strings say them. */
export function dataStorePorts({ postgres, redis }: Pick<EgressNeeds, 'postgres' | 'redis'>): number[] {
  const databases =
    postgres.kind === 'external' ? [postgres.openwebui, postgres.litellm] : Object.values(postgres.elsewhere);
  const servers = [
    redis.openwebui,
    redis.litellm,
    ...(redis.coordination.kind === 'external' ? [redis.coordination] : []),
  ];
  return [...databases.flatMap(databasePorts), ...servers.flatMap(redisPorts)];
}

function databasePorts(database: ExternalDatabase | undefined): number[] {
  return [database?.url, database?.readerUrl].flatMap((url) => {
    const parsed = url === undefined ? undefined : parsePostgresUrl(url);
    return parsed?.kind === 'parts' ? [parsed.parts.port] : [];
  });
}

function redisPorts(server: RedisSettings): number[] {
  if (server.kind !== 'external') return [];
  const { url, topology } = server;
  const nodes =
    topology.kind === 'single' ? [] : topology.nodes.map((node) => Number(node.slice(node.lastIndexOf(':') + 1)));
  if (topology.kind === 'sentinel') return [REDIS_PORT, ...nodes];
  const parsed = parseRedisUrl(url);
  return parsed.kind === 'parts' ? [parsed.parts.port, ...nodes] : nodes;
}
