import type { DatabaseUser, PostgresConnection } from './connection';

/** One PostgreSQL, which holds the databases of one application or several. */
export interface PostgresServer {
  /** What the application needs to reach its database; only applications that the server was made for. */
  connection(user: DatabaseUser): PostgresConnection;
}

/** The vault's entry for the password of an application's role. */
export const DATABASE_ENTRY: Readonly<Record<DatabaseUser, string>> = {
  litellm: 'litellm/database',
  openwebui: 'openwebui/database',
};

/** Extensions that an application's database has to have: Open WebUI keeps its vectors in pgvector. */
export const DATABASE_EXTENSIONS: Readonly<Record<DatabaseUser, readonly string[]>> = {
  litellm: [],
  openwebui: ['vector'],
};
