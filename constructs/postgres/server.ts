import type { PostgresConnection } from './connection';

/** One PostgreSQL, which holds the databases of one application or several. */
export interface PostgresServer {
  /**
   * What an application needs to reach its database.
   * @param owner the name of one of the owners that the server was made for
   */
  connection(owner: string): PostgresConnection;
}
