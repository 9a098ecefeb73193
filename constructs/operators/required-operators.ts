import type { PostgresSettings } from '../postgres/settings';
import type { RedisServersSettings } from '../redis/settings';

/** Operators that an environment needs only for some of its choices. */
export interface RequiredOperators {
  /** PostgreSQL runs in the cluster. */
  readonly cloudNativePg: boolean;
  /** Something in the cluster speaks TLS with a certificate of ours. CloudNativePG makes its own. */
  readonly certManager: boolean;
}

/** The operators that the environment's data stores need. */
export function requiredOperators(postgres: PostgresSettings, redis: RedisServersSettings): RequiredOperators {
  const servers = [redis.openwebui, redis.litellm, redis.coordination];
  return {
    cloudNativePg: postgres.kind === 'in-cluster',
    certManager: servers.some((server) => server.kind === 'in-cluster' && server.tls),
  };
}
