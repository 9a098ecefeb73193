import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port';
import { findProgram } from './program';
import { selfSignedCertificate } from './server-certificate';

/** What came of a program. */
export interface Outcome {
  readonly status: number | null;
  /** Standard output and error. */
  readonly output: string;
}

/** The superuser, who comes in by the socket alone. RDS keeps its own to itself in the same way. */
const SUPERUSER = 'rdsadmin';

/** Who a server runs as when the tests run as root, which PostgreSQL refuses to be. */
const UNPRIVILEGED = 'nobody';

/** A PostgreSQL of one test file: real, in a directory of its own, with TLS required from everybody but its superuser. */
export class PostgresServer {
  private constructor(
    private readonly directory: string,
    private readonly child: ChildProcess,
    readonly port: number,
  ) {}

  /** The name that the certificate has. */
  readonly host = 'localhost';

  static async start(): Promise<PostgresServer> {
    const directory = mkdtempSync(join(tmpdir(), 'postgres-'));
    const identity = process.getuid?.() === 0 ? identityOf(UNPRIVILEGED) : undefined;
    const { certificateFile, keyFile } = selfSignedCertificate(directory);
    const data = join(directory, 'data');
    mkdirSync(data);
    if (identity) {
      for (const path of [directory, data, certificateFile, keyFile]) chownSync(path, identity.uid, identity.gid);
    }
    execFileSync(
      program('initdb'),
      ['--pgdata', data, '--username', SUPERUSER, '--auth', 'trust', '--encoding', 'UTF8', '--no-sync'],
      { ...identity, cwd: directory, stdio: 'pipe' },
    );
    const port = await freePort();
    writeFileSync(
      join(data, 'postgresql.auto.conf'),
      [
        `port = ${port}`,
        "listen_addresses = '127.0.0.1'",
        `unix_socket_directories = '${directory}'`,
        'ssl = on',
        `ssl_cert_file = '${certificateFile}'`,
        `ssl_key_file = '${keyFile}'`,
        'password_encryption = scram-sha-256',
        // Everything that anybody says, to look for what nobody should.
        'log_statement = all',
        'fsync = off',
      ].join('\n'),
    );
    writeFileSync(
      join(data, 'pg_hba.conf'),
      [
        `local all ${SUPERUSER} trust`,
        // RDS asks these for a token: no password lets them in.
        'hostssl all +rds_iam 127.0.0.1/32 reject',
        'hostssl all all 127.0.0.1/32 scram-sha-256',
      ].join('\n'),
    );
    // Straight into the file: a test that waits for a program reads no pipe meanwhile, and a full one stops the server.
    const log = openSync(join(directory, 'log'), 'w');
    const child = spawn(program('postgres'), ['-D', data], {
      ...identity,
      cwd: directory,
      stdio: ['ignore', log, log],
    });
    closeSync(log);
    const server = new PostgresServer(directory, child, port);
    await server.untilReady();
    return server;
  }

  /** What the server has logged. */
  get log(): string {
    return readFileSync(join(this.directory, 'log'), 'utf8');
  }

  /** The certificate authority that a client has to know. */
  get certificateFile(): string {
    return join(this.directory, 'server.crt');
  }

  /** Runs SQL as the superuser; for what a test arranges and looks at, never for what it tests. */
  superuser(sql: string, database = 'postgres'): string {
    return execFileSync(
      program('psql'),
      ['--no-psqlrc', '--quiet', '--tuples-only', '--no-align', '--set=ON_ERROR_STOP=1', '--command', sql],
      {
        env: {
          ...process.env,
          PGHOST: this.directory,
          PGPORT: String(this.port),
          PGUSER: SUPERUSER,
          PGDATABASE: database,
        },
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    ).trim();
  }

  /** Connects with a connection string, as an application would, and runs SQL. */
  query(url: string, sql: string): Outcome {
    const { status, stdout, stderr } = spawnSync(
      program('psql'),
      ['--no-psqlrc', '--quiet', '--tuples-only', '--no-align', '--dbname', url, '--command', sql],
      { encoding: 'utf8' },
    );
    return { status, output: `${stdout}${stderr}` };
  }

  /** The same with files, one after another, until one fails. */
  run(url: string, files: readonly string[]): Outcome {
    const { status, stdout, stderr } = spawnSync(
      program('psql'),
      ['--no-psqlrc', '--quiet', '--set=ON_ERROR_STOP=1', '--dbname', url, ...files.map((file) => `--file=${file}`)],
      { encoding: 'utf8' },
    );
    return { status, output: `${stdout}${stderr}` };
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill('SIGINT');
    await ended;
    rmSync(this.directory, { recursive: true, force: true });
  }

  private async untilReady(): Promise<void> {
    for (let attempt = 0; attempt < 100; attempt += 1) {
      if (this.child.exitCode !== null) throw new Error(`PostgreSQL did not start:\n${this.log}`);
      try {
        this.superuser('SELECT 1');
        return;
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
    throw new Error(`PostgreSQL is not ready:\n${this.log}`);
  }
}

/** What comes of a running program, output and error together. */
export async function outcomeOf(child: ChildProcess): Promise<Outcome> {
  let output = '';
  const collect = (chunk: Buffer) => {
    output += chunk.toString('utf8');
  };
  child.stdout?.on('data', collect);
  child.stderr?.on('data', collect);
  const [status] = (await once(child, 'close')) as [number | null];
  return { status, output };
}

function program(name: string): string {
  const path = findProgram(name);
  if (path === undefined) throw new Error(`${name} is not installed`);
  return path;
}

function identityOf(user: string): { readonly uid: number; readonly gid: number } {
  const id = (option: string) => Number(execFileSync('id', [option, user], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}
