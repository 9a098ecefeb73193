import type { DataStoreClient } from '../data-stores/clients';
import type { EvictionPolicy } from './settings';

/** What an application uses a Redis for, as the application states it: who it is there, and what it keeps. */
export interface RedisUse {
  /** In kebab-case; whatever is left out here is called so. */
  readonly name: string;
  /** Whose pods connect. @defaultValue `name` */
  readonly application?: DataStoreClient;
  /** The vault's entry for its password. @defaultValue `<name>/redis` */
  readonly entry?: string;
  /** Its user, on a server that it shares. @defaultValue `name` */
  readonly user?: string;
  /** What its keys and channels begin with, on a server that it shares: a colon follows. @defaultValue `name` */
  readonly keyPrefix?: string;
  /** Channels outside the prefix, whose names the application fixes. @defaultValue none */
  readonly channels?: readonly string[];
  /** Whether it looks for keys of its own by a pattern: the names of all keys can be read with it. @defaultValue false */
  readonly scans?: boolean;
  /** How it logs in: with a password, or with IAM's tokens, which only ElastiCache takes. @defaultValue password */
  readonly authentication?: 'password' | 'iam';
  /**
   * Whether all of it can be had anew from elsewhere, so that the oldest makes room: a cache. It shares no server with
   * what has to stay.
   * @defaultValue false
   */
  readonly copiesOnly?: boolean;
  /**
   * What a server may do with it when memory is full, and why nothing else.
   * @defaultValue `noeviction`; where it is copies only, everything else
   */
  readonly eviction?: EvictionDemand;
  /** How its connections want to be treated. @defaultValue as the server treats all */
  readonly limits?: ClientLimits;
}

/** The eviction policies that a use can live with. */
export interface EvictionDemand {
  readonly allowed: readonly EvictionPolicy[];
  /** What goes wrong with others, as people are told it. */
  readonly why: string;
}

/** How a server treats clients that hold many connections and stream over some of them. */
export interface ClientLimits {
  /** Seconds after which a connection on which nothing is asked is closed; those that only listen are exempt. */
  readonly timeoutSeconds: number;
  /** How far a listener may fall behind what is published to it, before its connection is closed. */
  readonly pubsub: {
    /** MiB at which it is closed at once; a quarter of the memory at most. */
    readonly hardMib: number;
    /** MiB above which it is closed after `softSeconds`; an eighth of the memory at most. */
    readonly softMib: number;
    readonly softSeconds: number;
  };
}

/** A use with everything that it left out. */
export interface KnownRedisUse extends Required<Omit<RedisUse, 'eviction' | 'limits'>> {
  readonly limits?: ClientLimits;
}

/** A use with everything that it left out. */
export function known(use: RedisUse): KnownRedisUse {
  const { name } = use;
  return {
    name,
    application: use.application ?? name,
    entry: use.entry ?? `${name}/redis`,
    user: use.user ?? name,
    keyPrefix: use.keyPrefix ?? name,
    channels: use.channels ?? [],
    scans: use.scans ?? false,
    authentication: use.authentication ?? 'password',
    copiesOnly: use.copiesOnly ?? false,
    limits: use.limits,
  };
}

/** Rules of the only user of a server: all of its data, but not its administration. */
export const SOLE_USER_RULES = '~* &* +@all -@admin';

/** Commands that look at or touch everybody's keys or scripts, and that Redis does not count among the dangerous. */
const EVERYBODYS = '-randomkey -dbsize -script|flush -function';

/**
 * Rules of one user among several: its own keys and channels, and no command that looks at or touches everybody's, but
 * that LiteLLM asks `INFO` for the server's version and looks for its keys with `SCAN`.
 * @see https://valkey.io/topics/acl/
 */
export function sharedUserRules(use: RedisUse): string {
  const { keyPrefix, channels, scans } = known(use);
  const others = channels.map((channel) => ` &${channel}`).join('');
  return `~${keyPrefix}:* &${keyPrefix}:*${others} +@all -@dangerous +info ${EVERYBODYS}${scans ? '' : ' -scan'}`;
}
