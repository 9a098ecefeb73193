import { z } from 'zod';
import { SecretSource } from '../secrets/settings';
import { settings, type TypedSettings } from '../telling/settings';

/** What Redis and Valkey do when memory is full. @see https://valkey.io/topics/lru-cache/ */
export const EvictionPolicy = z.enum([
  'noeviction',
  'allkeys-lru',
  'allkeys-lfu',
  'allkeys-random',
  'volatile-lru',
  'volatile-lfu',
  'volatile-random',
  'volatile-ttl',
]);
export type EvictionPolicy = z.output<typeof EvictionPolicy>;

/** Whether what is on a server has to stay: one that may evict any key holds copies only. */
export function keepsData({ evictionPolicy }: { readonly evictionPolicy: EvictionPolicy }): boolean {
  return !evictionPolicy.startsWith('allkeys');
}

/** The settings block of a server, with the policy that suits its use as the default. */
function redisVariants(policy: EvictionPolicy) {
  const evictionPolicy = EvictionPolicy.default(policy);

  /** ElastiCache, in the environment's own VPC. */
  const managed = z.strictObject({
    kind: z.literal('managed'),
    /** Valkey costs less on ElastiCache and is the open one; Redis OSS ends at 7.1. @defaultValue valkey */
    engine: z.enum(['valkey', 'redis']).default('valkey'),
    /**
     * The version that it is made with. AWS installs newer minor versions in the maintenance window, and nothing goes
     * back: a later change here does nothing, `aws elasticache modify-replication-group --engine-version` upgrades.
     * @defaultValue 8.0 for valkey, 7.1 for redis
     */
    engineVersion: z
      .string()
      .regex(/^\d+\.\d+$/, 'it takes a version, "8.0" for example')
      .refine((version) => Number.parseInt(version) >= 7, 'it takes 7.0 or newer')
      .optional(),
    /** A node type of ElastiCache. @defaultValue cache.t4g.small */
    nodeType: z
      .string()
      .regex(/^cache\.[a-z0-9]+\.[a-z0-9]+$/, 'it takes a node type, cache.t4g.small for example')
      .default('cache.t4g.small'),
    /**
     * Copies besides the primary, 0 to 5; with one or more it fails over by itself, across zones.
     * @defaultValue 1
     * @see https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Replication.html
     */
    replicas: z.int().min(0).max(5).default(1),
    /** Days for which daily snapshots are kept, 0 to 35; 0 takes none. @defaultValue 1 */
    snapshotRetentionDays: z.int().min(0).max(35).default(1),
    evictionPolicy,
  });

  /** Valkey in the cluster. Its chart has no failover: a lost pod means seconds to minutes without it. */
  const inCluster = z.strictObject({
    kind: z.literal('in-cluster'),
    /** Memory for data in MiB; the pod gets half as much again for copies and buffers. @defaultValue 256 */
    maxmemoryMib: z.int().min(16).max(1_048_576).default(256),
    /**
     * Storage for the append-only file in GiB; 0 keeps nothing over a restart. It grows where the StorageClass allows it.
     * @defaultValue 1, or 0 for a cache
     */
    storageGib: z
      .int()
      .min(0)
      .max(65_536)
      .default(policy.startsWith('allkeys') ? 0 : 1),
    /** A StorageClass; the cluster's default where it is left out. */
    storageClass: z.string().min(1).optional(),
    /** TLS with a certificate from cert-manager. @defaultValue true */
    tls: z.boolean().default(true),
    evictionPolicy,
  });

  const node = z.string().regex(/^[^:/\s]+:\d{1,5}$/, 'it takes host:port');

  /** A server of the user's own. */
  const external = z.strictObject({
    kind: z.literal('external'),
    /** `rediss://user:${PASSWORD}@host:6379/0` (`redis://` without TLS), or the whole of it as `${REDIS_URL}`. */
    url: z.string(),
    /** The password where `url` has none: useful for a secret that exists already. */
    password: SecretSource.optional(),
    /** Whether a `url` given whole as `${NAME}` is `rediss://`; synth cannot see. @defaultValue true */
    tls: z.boolean().default(true),
    /**
     * The port of a `url` given whole as `${NAME}`; synth cannot see, and the applications are let through to no other.
     * @defaultValue 6379
     */
    port: z.int().min(1).max(65_535).default(6379),
    topology: z
      .discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('single') }),
        /**
         * The host of `url` is the service's name. Open WebUI takes Sentinels on one port that ask for no password, and
         * does not decode the server's own: it has to be of letters, digits, `-`, `.`, `_` and `~`.
         */
        z.strictObject({
          kind: z.literal('sentinel'),
          nodes: z.array(node).min(1),
          password: SecretSource.optional(),
        }),
        /** `url` is one seed; more can be named. */
        z.strictObject({ kind: z.literal('cluster'), nodes: z.array(node).default([]) }),
      ])
      .prefault({ kind: 'single' }),
    /** What the server is set to; it is yours, so it is checked only when you say. */
    evictionPolicy: EvictionPolicy.optional(),
    /** Version of Redis or Valkey that it runs; it is yours, so it is checked only when you say. LiteLLM needs 7.0. */
    version: z
      .string()
      .regex(/^\d+\.\d+(\.\d+)*$/, 'it takes a version, "7.2" for example')
      .optional(),
    /** A PEM bundle for TLS, in a Secret or ConfigMap of the environment's namespace; the image's own by default. */
    certificateAuthority: z
      .strictObject({ kind: z.enum(['Secret', 'ConfigMap']), name: z.string().min(1), key: z.string().min(1) })
      .optional(),
  });

  return { managed, inCluster, external };
}

/** Servers of what has to stay, and of copies that make room: the policy that suits each is the default. */
const lasting = redisVariants('noeviction');
const cache = redisVariants('allkeys-lru');

/** ElastiCache, in the environment's own VPC. */
export const ManagedRedisSettings = lasting.managed;
/** ElastiCache, in the environment's own VPC. */
export type ManagedRedisSettings = z.output<typeof ManagedRedisSettings>;
/** `ManagedRedisSettings`, typed where they are written. @throws UserError with every mistake in them */
export const managedRedisSettings: TypedSettings<typeof ManagedRedisSettings> = settings(
  'managedRedisSettings',
  ManagedRedisSettings,
);
/** Valkey in the cluster. Its chart has no failover: a lost pod means seconds to minutes without it. */
export const InClusterRedisSettings = lasting.inCluster;
/** Valkey in the cluster. Its chart has no failover: a lost pod means seconds to minutes without it. */
export type InClusterRedisSettings = z.output<typeof InClusterRedisSettings>;
/** `InClusterRedisSettings`, typed where they are written. @throws UserError with every mistake in them */
export const inClusterRedisSettings: TypedSettings<typeof InClusterRedisSettings> = settings(
  'inClusterRedisSettings',
  InClusterRedisSettings,
);
/** A server of the user's own. */
export const ExternalRedisSettings = lasting.external;
/** A server of the user's own. */
export type ExternalRedisSettings = z.output<typeof ExternalRedisSettings>;
/** `ExternalRedisSettings`, typed where they are written. @throws UserError with every mistake in them */
export const externalRedisSettings: TypedSettings<typeof ExternalRedisSettings> = settings(
  'externalRedisSettings',
  ExternalRedisSettings,
);
/** One Redis; it evicts nothing where nothing else is said. */
export const RedisSettings = z.discriminatedUnion('kind', [
  ManagedRedisSettings,
  InClusterRedisSettings,
  ExternalRedisSettings,
]);
/** One Redis; it evicts nothing where nothing else is said. */
export type RedisSettings = z.output<typeof RedisSettings>;
/** `RedisSettings`, typed where they are written. @throws UserError with every mistake in them */
export const redisSettings: TypedSettings<typeof RedisSettings> = settings('redisSettings', RedisSettings);

/** The environment's Redis servers: two by design, since one server has one eviction policy. */
export const RedisServersSettings = z.strictObject({
  /** Open WebUI's sessions, revoked tokens and websocket state: nothing of it may be evicted. */
  openwebui: RedisSettings,
  /** LiteLLM's cached answers: the oldest make room. */
  litellm: z.discriminatedUnion('kind', [cache.managed, cache.inCluster, cache.external]),
  /**
   * LiteLLM's rate limits, spend queues and locks, which must not be evicted: on Open WebUI's server under a user and
   * a key prefix of their own, or on a server of their own.
   * @defaultValue with-openwebui
   */
  coordination: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('with-openwebui') }),
      lasting.managed,
      lasting.inCluster,
      lasting.external,
    ])
    .prefault({ kind: 'with-openwebui' }),
});
export type RedisServersSettings = z.output<typeof RedisServersSettings>;
/** `RedisServersSettings`, typed where they are written. @throws UserError with every mistake in them */
export const redisServersSettings: TypedSettings<typeof RedisServersSettings> = settings(
  'redisServersSettings',
  RedisServersSettings,
);
