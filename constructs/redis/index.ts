import { Construct } from 'constructs';
import type { AwsDataStoreWiring, DataStoreWiring } from '../data-stores/wiring';
import { DataStoreClientRules } from '../data-stores/data-store-client-rules';
import type { SecretVault } from '../secrets/secret-vault';
import { type Problem, say, throwProblems } from '../telling/problems';
import { commonServer } from './common-server';
import type { RedisConnection } from './connection';
import { ElastiCacheRedis } from './elasticache-redis';
import { ExternalRedis } from './external-redis';
import { known, type RedisUse } from './redis-use';
import type { RedisServer } from './server';
import type { RedisSettings } from './settings';
import { OWN_SERVER } from './use-problems';
import { ValkeyRedis } from './valkey-redis';

export type { RedisConnection, RedisTokens } from './connection';
export { describeRedis } from './describe';
export { ElastiCacheRedis, type ElastiCacheRedisProps } from './elasticache-redis';
export { ExternalRedis, type ExternalRedisProps } from './external-redis';
export type { ClientLimits, EvictionDemand, RedisUse } from './redis-use';
export type { RedisServer } from './server';
export { redisUrl, type RedisUrlOptions } from './url';
export { ValkeyRedis, type ValkeyRedisProps } from './valkey-redis';

/** What the servers that AWS runs are made with. */
export interface ElastiCacheWiring extends AwsDataStoreWiring {
  /** Where the passwords are born: the server is told them in the same apply. */
  readonly vault: SecretVault;
}

/** What the servers are made with. */
export interface RedisWiring extends DataStoreWiring {
  /** The servers that AWS runs, where the environment chose any. */
  readonly elastiCache?: ElastiCacheServers;
}

/** A server, with what it is for. */
export interface PlannedRedis {
  /** In kebab-case; ends the ids of what is made for it. */
  readonly id: string;
  readonly settings: RedisSettings;
  readonly uses: readonly RedisUse[];
  /** How it is called among ElastiCache's names. */
  readonly thing: string;
  /** How its Service in the cluster is called, after the release's name. */
  readonly service: string;
}

/**
 * Those of some Redis servers that AWS runs. They need no cluster; `RedisServers` lets their clients in.
 * @example
 * ```ts
 * const reports: PlannedRedis = {
 *   id: 'reports',
 *   settings: redisSettings({ kind: 'managed' }),
 *   uses: [{ name: 'reports' }],
 *   thing: 'reports-redis',
 *   service: 'reports-valkey',
 * };
 * const elastiCache = new ElastiCacheServers(this, 'elasticache', [reports], { ...common, network, vault });
 * ```
 */
export class ElastiCacheServers extends Construct {
  private readonly servers = new Map<string, ElastiCacheRedis>();

  constructor(scope: Construct, id: string, servers: readonly PlannedRedis[], wiring: ElastiCacheWiring) {
    super(scope, id);
    for (const { id: serverId, settings, uses, thing } of servers) {
      if (settings.kind !== 'managed') continue;
      this.servers.set(serverId, new ElastiCacheRedis(this, serverId, { ...wiring, settings, uses, thing }));
    }
  }

  /** The server of an id; nothing where AWS does not run it. */
  of(id: string): ElastiCacheRedis | undefined {
    return this.servers.get(id);
  }
}

/**
 * Some Redis servers, and a connection for each use of theirs.
 * @example
 * ```ts
 * const reports: PlannedRedis = {
 *   id: 'reports',
 *   settings: redisSettings({ kind: 'in-cluster' }),
 *   uses: [{ name: 'reports' }],
 *   thing: 'reports-redis',
 *   service: 'reports-valkey',
 * };
 * const connection: RedisConnection = new RedisServers(this, 'redis', [reports], wiring).connection('reports');
 * ```
 */
export class RedisServers extends Construct implements RedisServer {
  private readonly connections = new Map<string, RedisConnection>();

  constructor(scope: Construct, id: string, servers: readonly PlannedRedis[], wiring: RedisWiring) {
    super(scope, id);
    throwProblems(this.node.path, sameServerProblems(servers));
    for (const planned of servers) {
      const made = redis(this, planned, wiring);
      for (const { name } of planned.uses) this.connections.set(name, made.connection(name));
    }
  }

  connection(use: string): RedisConnection {
    const connection = this.connections.get(use);
    if (!connection) throw new Error(`no Redis is for ${use}`);
    return connection;
  }
}

/** Servers of the user's own that are one, where two are planned. */
function sameServerProblems(servers: readonly PlannedRedis[]): Problem[] {
  return servers.flatMap((one, index) =>
    servers.slice(index + 1).flatMap((other): Problem[] => {
      const common = commonServer(one.settings, other.settings);
      return common === undefined
        ? []
        : [{ says: say`${one.id} and ${other.id} are the same server (${common})`, todo: say`${OWN_SERVER}` }];
    }),
  );
}

/** Makes the variant that the server's `settings.kind` names, or lets the clients of the one in on which AWS runs. */
function redis(scope: Construct, { id, settings, uses, service }: PlannedRedis, wiring: RedisWiring): RedisServer {
  switch (settings.kind) {
    case 'managed': {
      const server = wiring.elastiCache?.of(id);
      if (!server || !wiring.clients) {
        throw new Error(`ElastiCache for ${id} takes the server and an EKS cluster with its clients`);
      }
      new DataStoreClientRules(scope, `${id}-clients`, {
        group: server.securityGroup,
        clients: wiring.clients.groupsOf(uses.map((use) => known(use).application)),
      });
      return server;
    }
    case 'in-cluster':
      return new ValkeyRedis(scope, id, { ...wiring, settings, uses, service: `${wiring.release}-${service}` });
    case 'external':
      return new ExternalRedis(scope, id, { settings, uses, vault: wiring.vault });
  }
}
