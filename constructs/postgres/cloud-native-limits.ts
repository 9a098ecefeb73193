/** Connections that one PostgreSQL server in the cluster takes; PgBouncer's pools share most of them out. */
export const MAX_SERVER_CONNECTIONS = 200;

/** Connections that one PgBouncer pod takes from applications. */
export const MAX_CLIENT_CONNECTIONS = 1000;

/** Server connections of one PgBouncer pod's pool: three quarters of all, among two databases and the pods. */
export function poolSize(pods: number): number {
  return Math.max(1, Math.floor((MAX_SERVER_CONNECTIONS * 0.75) / 2 / pods));
}
