import { Construct } from 'constructs';
import type { AwsDataStoreWiring, DataStoreWiring } from '../data-stores/wiring';
import { AuroraCluster } from './aurora-cluster';
import { AuroraPostgres } from './aurora-postgres';
import { CloudNativePostgres } from './cloud-native-postgres';
import type { PostgresConnection } from './connection';
import type { DatabaseOwner } from './database-owner';
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
export type { PostgresConnection } from './connection';
export { DatabaseBootstrap, type DatabaseBootstrapProps } from './database-bootstrap';
export type { DatabaseOwner } from './database-owner';
export { describePostgres } from './describe';
export { ExternalPostgres, type ExternalPostgresProps } from './external-postgres';
export type { PostgresServer } from './server';
export { postgresUrl, type PostgresUrlOptions } from './url';

/** What earlier constructs made that a PostgreSQL needs, whichever it is. */
export interface PostgresWiring extends DataStoreWiring {
  /** The server that AWS runs, where the environment chose one. */
  readonly aurora?: AuroraCluster;
}

/** Makes the server that AWS runs, where the environment chose one and keeps a database on it. It needs no cluster. */
export function auroraCluster(
  scope: Construct,
  id: string,
  settings: PostgresSettings,
  owners: readonly DatabaseOwner[],
  wiring: AwsDataStoreWiring,
): AuroraCluster | undefined {
  if (settings.kind !== 'managed' || ownersOnServer(settings, owners).length === 0) return undefined;
  return new AuroraCluster(scope, id, { ...wiring, settings });
}

/**
 * The environment's databases: those on the server that it chose, and those elsewhere.
 * @example
 * ```ts
 * const settings = postgresSettings({ kind: 'managed' });
 * const owners = [{ name: 'litellm' }, { name: 'reports', extensions: ['vector'] }];
 * const aurora = auroraCluster(this, 'aurora', settings, owners, { ...common, network });
 * const databases = new PostgresDatabases(this, 'postgres', settings, owners, { ...wiring, aurora });
 * const reports: PostgresConnection = databases.connection('reports');
 * ```
 */
export class PostgresDatabases extends Construct implements PostgresServer {
  private readonly connections = new Map<string, PostgresConnection>();

  /** @param owners whose the databases are; the first one's is there from the start where the server is in the cluster */
  constructor(
    scope: Construct,
    id: string,
    settings: PostgresSettings,
    owners: readonly DatabaseOwner[],
    wiring: PostgresWiring,
  ) {
    super(scope, id);
    const elsewhere = elsewhereOf(settings);
    const own = ownersOnServer(settings, owners);
    const server =
      settings.kind !== 'external' && own.length > 0 ? postgres(this, 'server', settings, own, wiring) : undefined;
    for (const { name } of owners) {
      const external = elsewhere[name];
      const connection = external
        ? new ExternalPostgres(this, name, { settings: external, owner: name, vault: wiring.vault })
        : server?.connection(name);
      if (connection) this.connections.set(name, connection);
    }
  }

  connection(owner: string): PostgresConnection {
    const connection = this.connections.get(owner);
    if (!connection) throw new Error(`${owner} has no database`);
    return connection;
  }
}

/** Makes the server that `settings.kind` names, with a database for each of the owners. */
export function postgres(
  scope: Construct,
  id: string,
  settings: ManagedPostgresSettings | InClusterPostgresSettings,
  owners: readonly DatabaseOwner[],
  wiring: PostgresWiring,
): PostgresServer {
  switch (settings.kind) {
    case 'managed':
      return new AuroraPostgres(scope, id, { ...wiring, ...onAurora(wiring), owners });
    case 'in-cluster':
      return new CloudNativePostgres(scope, id, { ...wiring, settings, owners });
  }
}

/** Who has a database on the server that the environment chose. */
function ownersOnServer(settings: PostgresSettings, owners: readonly DatabaseOwner[]): readonly DatabaseOwner[] {
  const elsewhere = elsewhereOf(settings);
  return settings.kind === 'external' ? [] : owners.filter(({ name }) => elsewhere[name] === undefined);
}

function onAurora({ aurora, clients }: PostgresWiring) {
  if (!aurora || !clients) throw new Error('databases on Aurora take the server and an EKS cluster with their clients');
  return { server: aurora, clients };
}

/** Databases on servers of the user's own, by the owner's name. */
function elsewhereOf(settings: PostgresSettings): Readonly<Partial<Record<string, ExternalDatabase>>> {
  switch (settings.kind) {
    case 'external':
      return { litellm: settings.litellm, openwebui: settings.openwebui };
    case 'managed':
    case 'in-cluster':
      return settings.elsewhere;
  }
}
