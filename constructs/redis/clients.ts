import type { DataStoreClient } from '../data-stores/clients';
import type { RedisUse } from './connection';

/** An application as a server's access control knows it. */
export interface RedisClient {
  /** Whose pods connect. */
  readonly application: DataStoreClient;
  /** The vault's entry for its password. */
  readonly entry: string;
  /** Its user, on a server that it shares. */
  readonly user: string;
  /** What its keys and channels begin with, on a server that it shares. */
  readonly keyPrefix: string;
  /** Channels outside the prefix, whose names the application fixes. */
  readonly channels: readonly string[];
  /** Whether it looks for keys of its own by a pattern: the names of all keys can be read with it. */
  readonly scans: boolean;
}

/** Who uses Redis. */
export const REDIS_CLIENTS: Readonly<Record<RedisUse, RedisClient>> = {
  // The channel is python-socketio's, through which websockets of several pods find each other.
  openwebui: {
    application: 'openwebui',
    entry: 'openwebui/redis',
    user: 'openwebui',
    keyPrefix: 'open-webui',
    channels: ['socketio'],
    scans: false,
  },
  'litellm-cache': {
    application: 'litellm',
    entry: 'litellm/cache-redis',
    user: 'litellm-cache',
    keyPrefix: 'litellm-cache',
    channels: [],
    scans: true,
  },
  'litellm-coordination': {
    application: 'litellm',
    entry: 'litellm/coordination-redis',
    user: 'litellm',
    keyPrefix: 'litellm',
    channels: [],
    scans: true,
  },
};

/** Rules of the only user of a server: all of its data, but not its administration. */
export const SOLE_USER_RULES = '~* &* +@all -@admin';

/** Commands that look at or touch everybody's keys or scripts, and that Redis does not count among the dangerous. */
const EVERYBODYS = '-randomkey -dbsize -script|flush -function';

/**
 * Rules of one user among several: its own keys and channels, and no command that looks at or touches everybody's, but
 * that LiteLLM asks `INFO` for the server's version and looks for its keys with `SCAN`.
 * @see https://valkey.io/topics/acl/
 */
export function sharedUserRules({ keyPrefix, channels, scans }: RedisClient): string {
  const others = channels.map((channel) => ` &${channel}`).join('');
  return `~${keyPrefix}:* &${keyPrefix}:*${others} +@all -@dangerous +info ${EVERYBODYS}${scans ? '' : ' -scan'}`;
}
