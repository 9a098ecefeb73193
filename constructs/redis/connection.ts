import type { NetworkLocation } from '../network-policies/location';
import type { CertificateAuthority } from '../kubernetes/authority-mounts';
import type { SecretRef } from '../secrets/secret-ref';

/** One server (or a primary with replicas behind one name). */
export interface SingleRedis {
  readonly kind: 'single';
  /** DNS name of the primary; known only at apply when the variant is managed. */
  readonly host: string;
  readonly port: number;
  /** The logical database. */
  readonly database: number;
}

/** Servers found through Sentinel. */
export interface SentinelRedis {
  readonly kind: 'sentinel';
  readonly nodes: readonly { readonly host: string; readonly port: number }[];
  readonly serviceName: string;
  readonly sentinelPassword?: SecretRef;
  readonly database: number;
}

/** A cluster in the sense of Redis Cluster; the nodes are seeds. */
export interface ClusterRedis {
  readonly kind: 'cluster';
  readonly nodes: readonly { readonly host: string; readonly port: number }[];
}

/** A server known only by a connection string that is itself a secret. */
export interface RedisUrl {
  readonly kind: 'url';
  readonly url: SecretRef;
  /** The port that the connection string names. */
  readonly port: number;
}

/** Tokens of IAM, which an application gets with its own role in the place of a password. */
export interface RedisTokens {
  /** What the token is for: the replication group, by its id. */
  readonly cache: string;
  readonly region: string;
  /** The group and the user, which the role has to be allowed to connect to and as. */
  readonly arns: readonly string[];
}

/** What an application needs to reach Redis, whichever variant the environment chose. */
export interface RedisConnection {
  /** The variant's name, for reports; nothing else may read it. */
  readonly variant: string;
  readonly address: SingleRedis | SentinelRedis | ClusterRedis | RedisUrl;
  readonly location: NetworkLocation;
  readonly tls: boolean;
  /** The ACL user; absent for the default user. */
  readonly user?: string;
  /** Where the password is kept; absent where the server asks for none or the whole URL is a secret. */
  readonly password?: SecretRef;
  /** In the place of a password, where the server takes tokens. */
  readonly tokens?: RedisTokens;
  /** Prefix of every key that this use may touch; absent where the server is its own. */
  readonly keyPrefix?: string;
  /** What the server does when it is full; absent for a user's own server, where it is not ours to know. */
  readonly evictionPolicy?: string;
  readonly certificateAuthority?: CertificateAuthority;
}
