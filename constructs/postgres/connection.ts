import type { CertificateAuthority } from '../kubernetes/authority-mounts';
import type { NetworkLocation } from '../network-policies/location';
import type { SecretRef } from '../secrets/secret-ref';

/** How a client checks the server: certificate and name, only that it is TLS, or not at all. */
export type PostgresTls = 'verify-full' | 'require' | 'disable';

/** A server given by its parts. */
export interface PostgresAddress {
  readonly kind: 'parts';
  /** Where an application connects. */
  readonly host: string;
  readonly port: number;
  /** Where read-only queries may go; absent when there is no replica. */
  readonly readerHost?: string;
  /**
   * Where a session is a session (no transaction pooler in between): for migrations and whatever uses session
   * state. The same as `host` where nothing pools.
   */
  readonly sessionHost: string;
  /** Whether `host` is a transaction pooler, which prepared statements must be told of. */
  readonly transactionPooled: boolean;
  readonly database: string;
  readonly user: string;
  readonly password: SecretRef;
  /**
   * The user as IAM knows it, where it logs in with RDS' tokens instead of the password: whoever may `rds-db:connect` to
   * it gets them.
   */
  readonly tokenUserArn?: string;
}

/** A server known only by a connection string that is itself a secret: nothing else of it is known before apply. */
export interface PostgresUrl {
  readonly kind: 'url';
  readonly url: SecretRef;
  /** The port that the connection string names. */
  readonly port: number;
  /** A read replica's connection string. */
  readonly readerUrl?: SecretRef;
}

/** What an application needs to reach its database, whichever variant the environment chose. */
export interface PostgresConnection {
  /** The variant's name, for reports; nothing else may read it. */
  readonly variant: string;
  readonly address: PostgresAddress | PostgresUrl;
  readonly location: NetworkLocation;
  readonly tls: PostgresTls;
  /**
   * The certificate authority that signed the server's certificate: a key of a Secret or ConfigMap in the
   * applications' namespace. Absent where the image's own bundle knows it or nothing is verified.
   */
  readonly certificateAuthority?: CertificateAuthority;
  /** The most connections that the server takes, where it is known; pools are sized against it. */
  readonly maxConnections?: number;
}
