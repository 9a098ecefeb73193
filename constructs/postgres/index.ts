import { Construct } from 'constructs';
import { type DataStoreWiring, placeOnAws } from '../data-stores/wiring';
import { AuroraPostgres } from './aurora-postgres';
import { CloudNativePostgres } from './cloud-native-postgres';
import type { DatabaseUser, PostgresConnection } from './connection';
import { ExternalPostgres } from './external-postgres';
import type { PostgresServer } from './server';
import type {
  ExternalDatabase,
  InClusterPostgresSettings,
  ManagedPostgresSettings,
  PostgresSettings,
} from './settings';

export { AuroraPostgres, type AuroraPostgresProps } from './aurora-postgres';
export { CloudNativePostgres, type CloudNativePostgresProps } from './cloud-native-postgres';
export type { DatabaseUser, PostgresConnection } from './connection';
export { DatabaseBootstrap, type DatabaseBootstrapProps } from './database-bootstrap';
export { describePostgres } from './describe';
export { ExternalPostgres, type ExternalPostgresProps } from './external-postgres';
export type { PostgresServer } from './server';
export { postgresUrl, type PostgresUrlOptions } from './url';

/** What earlier constructs made that a PostgreSQL needs, whichever it is. */
export interface PostgresWiring extends DataStoreWiring {
  /** Applications that log in with RDS' tokens; only Aurora has them. */
  readonly tokenUsers?: readonly DatabaseUser[];
}

/** Every application that has a database; the first one's is there from the start where it is in the cluster. */
const DATABASE_USERS = ['litellm', 'openwebui'] as const satisfies readonly DatabaseUser[];

/**
 * The environment's databases: those on the server that it chose, and those elsewhere.
 * @example
 * ```ts
 * const { litellm, openwebui } = new PostgresDatabases(
 *   this,
 *   'postgres',
 *   PostgresSettings.parse({ kind: 'managed' }),
 *   wiring,
 * ).connections;
 * ```
 */
export class PostgresDatabases extends Construct {
  readonly connections: Readonly<Record<DatabaseUser, PostgresConnection>>;

  constructor(scope: Construct, id: string, settings: PostgresSettings, wiring: PostgresWiring) {
    super(scope, id);
    const elsewhere = elsewhereOf(settings);
    const own = DATABASE_USERS.filter((user) => elsewhere[user] === undefined);
    const server =
      settings.kind !== 'external' && own.length > 0 ? postgres(this, 'server', settings, own, wiring) : undefined;
    const connection = (user: DatabaseUser): PostgresConnection => {
      const external = elsewhere[user];
      if (external) return new ExternalPostgres(this, user, { settings: external, user, vault: wiring.vault });
      if (server) return server.connection(user);
      throw new Error(`${user} has no database`);
    };
    this.connections = { litellm: connection('litellm'), openwebui: connection('openwebui') };
  }
}

/** Makes the server that `settings.kind` names, with a database for each of the users. */
export function postgres(
  scope: Construct,
  id: string,
  settings: ManagedPostgresSettings | InClusterPostgresSettings,
  users: readonly DatabaseUser[],
  wiring: PostgresWiring,
): PostgresServer {
  switch (settings.kind) {
    case 'managed':
      return new AuroraPostgres(scope, id, { ...wiring, ...placeOnAws(wiring, 'Aurora'), settings, users });
    case 'in-cluster':
      return new CloudNativePostgres(scope, id, { ...wiring, settings, users });
  }
}

function elsewhereOf(settings: PostgresSettings): Readonly<Partial<Record<DatabaseUser, ExternalDatabase>>> {
  switch (settings.kind) {
    case 'external':
      return { litellm: settings.litellm, openwebui: settings.openwebui };
    case 'managed':
    case 'in-cluster':
      return settings.elsewhere;
  }
}
