import { Construct } from 'constructs';
import type { AwsDataStoreWiring, DataStoreWiring } from '../data-stores/wiring';
import { DataStoreClientRules } from '../data-stores/data-store-client-rules';
import type { SecretVault } from '../secrets/secret-vault';
import { REDIS_CLIENTS } from './clients';
import type { RedisConnection, RedisUse } from './connection';
import { ElastiCacheRedis } from './elasticache-redis';
import { ExternalRedis } from './external-redis';
import type { RedisServer } from './server';
import type { RedisServersSettings, RedisSettings } from './settings';
import { ValkeyRedis } from './valkey-redis';

export { REDIS_CLIENTS } from './clients';
export type { RedisConnection, RedisTokens, RedisUse } from './connection';
export { describeRedis } from './describe';
export { ElastiCacheRedis, type ElastiCacheRedisProps } from './elasticache-redis';
export { ExternalRedis, type ExternalRedisProps } from './external-redis';
export type { RedisServer } from './server';
export { redisUrl, type RedisUrlOptions } from './url';
export { ValkeyRedis, type ValkeyRedisProps } from './valkey-redis';

/** How a server is called: by its use among ElastiCache's names, and as a Service in the cluster. */
interface ServerNames {
  readonly thing: string;
  /** What follows the release's name. */
  readonly service: string;
}

/** The connections of an environment's uses of Redis. */
export interface RedisConnections {
  readonly openwebui: RedisConnection;
  readonly litellmCache: RedisConnection;
  readonly coordination: RedisConnection;
}

/** What the servers that AWS runs are made with. */
export interface ElastiCacheWiring extends AwsDataStoreWiring {
  /** Where the passwords are born: the server is told them in the same apply. */
  readonly vault: SecretVault;
  /** The uses that log in with tokens of IAM; only these servers take them. */
  readonly tokenUses?: readonly RedisUse[];
}

/** What the servers are made with. */
export interface RedisWiring extends DataStoreWiring {
  /** The servers that AWS runs, where the environment chose any. */
  readonly elastiCache?: ElastiCacheServers;
}

/** A server of an environment, with what it is for. */
interface PlannedServer {
  /** The setting that describes it. */
  readonly id: keyof RedisServersSettings;
  readonly settings: RedisSettings;
  readonly uses: readonly RedisUse[];
  readonly names: ServerNames;
}

/**
 * Those of the environment's Redis servers that AWS runs. They need no cluster; `RedisServers` lets their clients in.
 * @example
 * ```ts
 * const settings = RedisServersSettings.parse({ openwebui: { kind: 'managed' }, litellm: { kind: 'in-cluster' } });
 * const elastiCache = new ElastiCacheServers(this, 'elasticache', settings, { ...common, network, vault });
 * ```
 */
export class ElastiCacheServers extends Construct {
  private readonly servers = new Map<keyof RedisServersSettings, ElastiCacheRedis>();

  constructor(scope: Construct, id: string, settings: RedisServersSettings, wiring: ElastiCacheWiring) {
    super(scope, id);
    for (const server of planned(settings)) {
      if (server.settings.kind !== 'managed') continue;
      const { thing } = server.names;
      const made = new ElastiCacheRedis(this, server.id, {
        ...wiring,
        settings: server.settings,
        uses: server.uses,
        thing,
      });
      this.servers.set(server.id, made);
    }
  }

  /** The server that a setting describes; nothing where AWS does not run it. */
  of(id: keyof RedisServersSettings): ElastiCacheRedis | undefined {
    return this.servers.get(id);
  }
}

/**
 * The environment's Redis servers, and a connection for each use.
 * @example
 * ```ts
 * const settings = RedisServersSettings.parse({ openwebui: { kind: 'managed' }, litellm: { kind: 'in-cluster' } });
 * const elastiCache = new ElastiCacheServers(this, 'elasticache', settings, { ...common, network, vault });
 * const { openwebui, litellmCache, coordination } = new RedisServers(this, 'redis', settings, {
 *   ...wiring,
 *   elastiCache,
 * }).connections;
 * ```
 */
export class RedisServers extends Construct {
  readonly connections: RedisConnections;

  constructor(scope: Construct, id: string, settings: RedisServersSettings, wiring: RedisWiring) {
    super(scope, id);
    const servers = planned(settings).map((server) => ({ ...server, made: redis(this, server, wiring) }));
    const connection = (use: RedisUse): RedisConnection => {
      const server = servers.find(({ uses }) => uses.includes(use));
      if (!server) throw new Error(`no Redis is for ${use}`);
      return server.made.connection(use);
    };
    this.connections = {
      openwebui: connection('openwebui'),
      litellmCache: connection('litellm-cache'),
      coordination: connection('litellm-coordination'),
    };
  }
}

/** The servers that an environment has, and what each is for. */
function planned({ openwebui, litellm, coordination }: RedisServersSettings): readonly PlannedServer[] {
  const isShared = coordination.kind === 'with-openwebui';
  return [
    {
      id: 'openwebui',
      settings: openwebui,
      uses: isShared ? ['openwebui', 'litellm-coordination'] : ['openwebui'],
      names: { thing: 'openwebui-redis', service: 'valkey' },
    },
    {
      id: 'litellm',
      settings: litellm,
      uses: ['litellm-cache'],
      names: { thing: 'litellm-redis', service: 'litellm-valkey' },
    },
    ...(coordination.kind === 'with-openwebui'
      ? []
      : [
          {
            id: 'coordination',
            settings: coordination,
            uses: ['litellm-coordination'],
            names: { thing: 'coordination-redis', service: 'coordination-valkey' },
          } as const,
        ]),
  ];
}

/** Makes the variant that the server's `settings.kind` names, or lets the clients of the one in on which AWS runs. */
function redis(scope: Construct, { id, settings, uses, names }: PlannedServer, wiring: RedisWiring): RedisServer {
  switch (settings.kind) {
    case 'managed': {
      const server = wiring.elastiCache?.of(id);
      if (!server || !wiring.clients) {
        throw new Error(`ElastiCache for ${id} takes the server and an EKS cluster with its clients`);
      }
      new DataStoreClientRules(scope, `${id}-clients`, {
        group: server.securityGroup,
        clients: wiring.clients.groupsOf(uses.map((use) => REDIS_CLIENTS[use].application)),
      });
      return server;
    }
    case 'in-cluster':
      return new ValkeyRedis(scope, id, { ...wiring, settings, uses, service: `${wiring.release}-${names.service}` });
    case 'external':
      return new ExternalRedis(scope, id, { settings, uses, vault: wiring.vault });
  }
}
