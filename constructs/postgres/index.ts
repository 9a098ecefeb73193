import { Construct } from 'constructs';
import type { AwsDataStoreWiring, DataStoreWiring } from '../data-stores/wiring';
import { AuroraCluster } from './aurora-cluster';
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

export { AuroraCluster, type AuroraClusterProps } from './aurora-cluster';
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
  /** The server that AWS runs, where the environment chose one. */
  readonly aurora?: AuroraCluster;
  /** Applications that log in with RDS' tokens; only Aurora has them. */
  readonly tokenUsers?: readonly DatabaseUser[];
}

/** Every application that has a database; the first one's is there from the start where it is in the cluster. */
const DATABASE_USERS = ['litellm', 'openwebui'] as const satisfies readonly DatabaseUser[];

/** Makes the server that AWS runs, where the environment chose one and keeps a database on it. It needs no cluster. */
export function auroraCluster(
  scope: Construct,
  id: string,
  settings: PostgresSettings,
  wiring: AwsDataStoreWiring,
): AuroraCluster | undefined {
  if (settings.kind !== 'managed' || usersOf(settings).length === 0) return undefined;
  return new AuroraCluster(scope, id, { ...wiring, settings });
}

/**
 * The environment's databases: those on the server that it chose, and those elsewhere.
 * @example
 * ```ts
 * const settings = PostgresSettings.parse({ kind: 'managed' });
 * const aurora = auroraCluster(this, 'aurora', settings, { ...common, network });
 * const { litellm, openwebui } = new PostgresDatabases(this, 'postgres', settings, { ...wiring, aurora }).connections;
 * ```
 */
export class PostgresDatabases extends Construct {
  readonly connections: Readonly<Record<DatabaseUser, PostgresConnection>>;

  constructor(scope: Construct, id: string, settings: PostgresSettings, wiring: PostgresWiring) {
    super(scope, id);
    const elsewhere = elsewhereOf(settings);
    const own = usersOf(settings);
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
      return new AuroraPostgres(scope, id, { ...wiring, ...onAurora(wiring), users });
    case 'in-cluster':
      return new CloudNativePostgres(scope, id, { ...wiring, settings, users });
  }
}

/** Who has a database on the server that the environment chose. */
function usersOf(settings: PostgresSettings): readonly DatabaseUser[] {
  const elsewhere = elsewhereOf(settings);
  return DATABASE_USERS.filter((user) => elsewhere[user] === undefined);
}

function onAurora({ aurora, clients }: PostgresWiring) {
  if (!aurora || !clients) throw new Error('databases on Aurora take the server and an EKS cluster with their clients');
  return { server: aurora, clients };
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
