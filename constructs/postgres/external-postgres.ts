import { Construct } from 'constructs';
import type { NetworkLocation } from '../network-policies/location';
import type { SecretVault } from '../secrets/secret-vault';
import type { PostgresAddress, PostgresConnection, PostgresTls, PostgresUrl } from './connection';
import { parsePostgresUrl, type PostgresUrlParts } from './connection-string';
import { databaseEntry } from './database-owner';
import type { ExternalDatabase } from './settings';

export interface ExternalPostgresProps {
  readonly settings: ExternalDatabase;
  /** Whose database it is; the entry of its password is called so. */
  readonly owner: string;
  readonly vault: SecretVault;
}

/**
 * A database on a server of the user's own. Nothing is made on it.
 * @example
 * ```ts
 * const database: PostgresConnection = new ExternalPostgres(this, 'postgres', {
 *   vault,
 *   owner: 'reports',
 *   settings: externalDatabase({
 *     url: 'postgresql://reports@db.example.com:5432/reports?sslmode=verify-full',
 *     password: '${DATABASE_PASSWORD}',
 *   }),
 * });
 * ```
 */
export class ExternalPostgres extends Construct implements PostgresConnection {
  readonly variant = 'external';
  readonly location: NetworkLocation = { kind: 'outside' };
  readonly address: PostgresAddress | PostgresUrl;
  readonly tls: PostgresTls;
  readonly certificateAuthority: PostgresConnection['certificateAuthority'];

  constructor(scope: Construct, id: string, props: ExternalPostgresProps) {
    super(scope, id);
    const { settings, owner, vault } = props;
    this.certificateAuthority = settings.certificateAuthority;
    const server = parse(owner, settings.url);
    const reader = settings.readerUrl === undefined ? undefined : parse(owner, settings.readerUrl);
    if (reader && reader.kind !== server.kind) {
      throw new Error(`the two connection strings of ${owner}'s database are both given whole, or both in parts`);
    }

    if (server.kind === 'variable') {
      const entry = `${databaseEntry(owner)}-url`;
      this.address = {
        kind: 'url',
        url: vault.adopt(`${owner}-database-url`, entry, server.reference),
        port: settings.port,
        readerUrl:
          reader?.kind === 'variable'
            ? vault.adopt(`${owner}-database-reader-url`, `${entry}-reader`, reader.reference)
            : undefined,
      };
      this.tls = settings.tls;
      return;
    }

    const { parts } = server;
    const password = parts.password ?? settings.password;
    if (!password)
      throw new Error(`the connection string of ${owner}'s database has no password, and none is given beside it`);
    this.address = {
      kind: 'parts',
      host: parts.host,
      port: parts.port,
      readerHost: reader?.kind === 'parts' ? readerHost(owner, parts, reader.parts) : undefined,
      sessionHost: parts.host,
      transactionPooled: parts.transactionPooled,
      database: parts.database,
      user: parts.user,
      password: vault.adopt(`${owner}-database`, databaseEntry(owner), password),
    };
    this.tls = parts.tls ?? settings.tls;
  }
}

function parse(owner: string, url: string | undefined) {
  if (url === undefined) throw new Error(`an external database of ${owner}'s takes a connection string`);
  const parsed = parsePostgresUrl(url);
  if (parsed.kind === 'problem') throw new Error(`the connection string of ${owner}'s database ${parsed.problem}`);
  return parsed;
}

/** A replica is the same database on another host: a copy has the same users and passwords. */
function readerHost(owner: string, server: PostgresUrlParts, reader: PostgresUrlParts): string {
  const same = (['port', 'database', 'user'] as const).every((part) => server[part] === reader[part]);
  if (!same) throw new Error(`the replica of ${owner}'s database differs from it in more than the host`);
  return reader.host;
}
