import { describeSecret } from '../secrets/describe';
import type { WiredConnection } from '../wiring/wiring';
import type { PostgresConnection, PostgresTls } from './connection';

/** How a report calls the ways to check a server. */
const TLS_WORDS: Readonly<Record<PostgresTls, string>> = {
  'verify-full': 'verify-full',
  require: 'TLS, unverified',
  disable: 'none',
};

/** The connection as the apps stack's `wiring` output tells it. */
export function describePostgres(use: string, connection: PostgresConnection): WiredConnection {
  const { address, variant } = connection;
  if (address.kind === 'url') {
    return {
      use,
      variant,
      endpoint: `the URL in ${describeSecret(address.url)}`,
      tls: 'as the URL says',
      passwordFrom: describeSecret(address.url),
    };
  }
  return {
    use,
    variant,
    endpoint: `${address.host}:${address.port}`,
    database: address.database,
    user: address.user,
    tls: TLS_WORDS[connection.tls],
    plainHop: connection.tls === 'disable' ? 'chosen' : undefined,
    passwordFrom: address.tokenUserArn
      ? "none: RDS' tokens, with the pod's own role"
      : describeSecret(address.password),
  };
}
