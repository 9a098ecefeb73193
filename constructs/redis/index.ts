import { Construct } from 'constructs';
import { type DataStoreWiring, placeOnAws } from '../data-stores/wiring';
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
export interface ServerNames {
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

/** What the servers are made with. */
export interface RedisWiring extends DataStoreWiring {
  /** The uses that log in with tokens of IAM; only managed servers take them. */
  readonly tokenUses?: readonly RedisUse[];
}

/**
 * The environment's Redis servers, and a connection for each use.
 * @example
 * ```ts
 * const { openwebui, litellmCache, coordination } = new RedisServers(
 *   this,
 *   'redis',
 *   RedisServersSettings.parse({ openwebui: { kind: 'managed' }, litellm: { kind: 'in-cluster' } }),
 *   wiring,
 * ).connections;
 * ```
 */
export class RedisServers extends Construct {
  readonly connections: RedisConnections;

  constructor(scope: Construct, id: string, settings: RedisServersSettings, wiring: RedisWiring) {
    super(scope, id);
    const isShared = settings.coordination.kind === 'with-openwebui';
    const openwebui = redis(
      this,
      'openwebui',
      settings.openwebui,
      isShared ? ['openwebui', 'litellm-coordination'] : ['openwebui'],
      { thing: 'openwebui-redis', service: 'valkey' },
      wiring,
    );
    const litellm = redis(
      this,
      'litellm',
      settings.litellm,
      ['litellm-cache'],
      { thing: 'litellm-redis', service: 'litellm-valkey' },
      wiring,
    );
    const coordination =
      settings.coordination.kind === 'with-openwebui'
        ? openwebui
        : redis(
            this,
            'coordination',
            settings.coordination,
            ['litellm-coordination'],
            { thing: 'coordination-redis', service: 'coordination-valkey' },
            wiring,
          );
    this.connections = {
      openwebui: openwebui.connection('openwebui'),
      litellmCache: litellm.connection('litellm-cache'),
      coordination: coordination.connection('litellm-coordination'),
    };
  }
}

/** Makes the variant that `settings.kind` names. */
export function redis(
  scope: Construct,
  id: string,
  settings: RedisSettings,
  uses: readonly RedisUse[],
  { thing, service }: ServerNames,
  wiring: RedisWiring,
): RedisServer {
  switch (settings.kind) {
    case 'managed':
      return new ElastiCacheRedis(scope, id, {
        ...wiring,
        ...placeOnAws(wiring, 'ElastiCache'),
        settings,
        uses,
        thing,
      });
    case 'in-cluster':
      return new ValkeyRedis(scope, id, { ...wiring, settings, uses, service: `${wiring.release}-${service}` });
    case 'external':
      return new ExternalRedis(scope, id, { settings, uses, vault: wiring.vault });
  }
}
