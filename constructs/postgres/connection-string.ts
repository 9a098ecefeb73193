import { type ParsedUrl, parseServerUrl, problem } from '../secrets/connection-url';
import type { PostgresTls } from './connection';

/** What a connection string says of a database. */
export interface PostgresUrlParts {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  /** `${NAME}`; absent where the string has none. */
  readonly password?: string;
  readonly database: string;
  /** Absent where the string does not say. */
  readonly tls?: PostgresTls;
  /** Whether the server is a transaction pooler, as `pgbouncer=true` says. */
  readonly transactionPooled: boolean;
}

const EXAMPLE = 'postgresql://user:${PASSWORD}@host:5432/database?sslmode=verify-full';

/** The modes of libpq that keep what they say, and what to write in place of the others. */
const SSL_MODES: Readonly<Record<string, PostgresTls | { readonly instead: string }>> = {
  'verify-full': 'verify-full',
  require: 'require',
  disable: 'disable',
  'verify-ca': { instead: 'it takes any name for the right one; write verify-full, or require to verify nothing' },
  prefer: { instead: 'it goes on without TLS when the server has none; write verify-full, require or disable' },
  allow: { instead: 'it goes on without TLS when the server has none; write verify-full, require or disable' },
};

/** Takes a PostgreSQL connection string apart. */
export function parsePostgresUrl(text: string): ParsedUrl<PostgresUrlParts> {
  const parsed = parseServerUrl(text, ['postgresql', 'postgres'], EXAMPLE);
  if (parsed.kind !== 'parts') return parsed;

  const { user, password, host, port, path, query } = parsed.parts;
  if (!user) return problem(`names no user; write ${EXAMPLE}`);
  if (!path) return problem(`names no database; write ${EXAMPLE}`);

  let tls: PostgresTls | undefined;
  let transactionPooled = false;
  for (const [name, value] of query) {
    if (name === 'sslmode') {
      const mode = SSL_MODES[value];
      if (mode === undefined) return problem('has an sslmode that is not one of verify-full, require and disable');
      if (typeof mode !== 'string') return problem(`has sslmode=${value}: ${mode.instead}`);
      tls = mode;
    } else if (name === 'pgbouncer') {
      transactionPooled = value === 'true';
    } else if (name === 'sslrootcert') {
      return problem('has an sslrootcert; name the Secret or ConfigMap that holds it in `certificateAuthority`');
    } else {
      return problem('has a parameter that is not understood; after "?" it takes sslmode and pgbouncer');
    }
  }
  return { kind: 'parts', parts: { host, port: port ?? 5432, user, password, database: path, tls, transactionPooled } };
}
