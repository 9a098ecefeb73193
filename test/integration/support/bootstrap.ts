import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import type { PostgresServer } from './postgres-server';

const BOOTSTRAP = join(__dirname, '../../../charts/database-bootstrap/files/bootstrap.sh');

/**
 * Starts what the chart's Job runs, without a terminal and without waiting for the server.
 * @param variables what its template gives it besides the server's address and certificate
 */
export function startBootstrap(server: PostgresServer, variables: Readonly<Record<string, string>>): ChildProcess {
  return spawn('sh', [BOOTSTRAP], {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      PGHOST: server.host,
      PGPORT: String(server.port),
      PGSSLMODE: 'verify-full',
      PGSSLROOTCERT: server.certificateFile,
      WAIT_SECONDS: '0',
      ...variables,
    },
  });
}
