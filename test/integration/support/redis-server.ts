import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:net';
import { freePort } from './free-port';
import { findProgram } from './program';
import { selfSignedCertificate } from './server-certificate';

/** What the Valkey chart is told about a server. */
export interface ValkeyValues {
  readonly valkeyConfig: string;
  readonly auth: {
    readonly aclUsers: Readonly<Record<string, { readonly permissions: string; readonly passwordKey?: string }>>;
  };
}

/** A Redis of one test file: real, in a directory of its own, and set up as the chart's init container does it. */
export class RedisServer {
  private constructor(
    private readonly directory: string,
    private readonly child: ChildProcess,
    readonly port: number,
  ) {}

  /** The name that the certificate has. */
  readonly host = 'localhost';

  /** @param passwords the Secret that the chart reads, by its keys */
  static async start(values: ValkeyValues, passwords: Readonly<Record<string, string>>): Promise<RedisServer> {
    const directory = mkdtempSync(join(tmpdir(), 'redis-'));
    const { certificateFile, keyFile } = selfSignedCertificate(directory);
    const port = await freePort();
    const users = Object.entries(values.auth.aclUsers).map(([user, { permissions, passwordKey }]) => {
      const password = passwords[passwordKey ?? user];
      if (password === undefined) throw new Error(`the Secret has no key for ${user}`);
      return `user ${user} on #${createHash('sha256').update(password).digest('hex')} ${permissions}\n`;
    });
    writeFileSync(join(directory, 'users.acl'), users.join(''));
    writeFileSync(
      join(directory, 'redis.conf'),
      [
        `tls-cert-file ${certificateFile}`,
        `tls-key-file ${keyFile}`,
        `tls-ca-cert-file ${certificateFile}`,
        'tls-auth-clients no',
        'port 0',
        `tls-port ${port}`,
        'bind 127.0.0.1',
        `dir ${directory}`,
        `aclfile ${join(directory, 'users.acl')}`,
        values.valkeyConfig,
      ].join('\n'),
    );
    const log = openSync(join(directory, 'log'), 'w');
    const program = findProgram('redis-server');
    if (program === undefined) throw new Error('redis-server is not installed');
    const child = spawn(program, [join(directory, 'redis.conf')], { stdio: ['ignore', log, log] });
    closeSync(log);
    const server = new RedisServer(directory, child, port);
    await server.untilReady();
    return server;
  }

  /** The certificate authority that a client has to know. */
  get certificateFile(): string {
    return join(this.directory, 'server.crt');
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill('SIGKILL');
    await ended;
    rmSync(this.directory, { recursive: true, force: true });
  }

  private async untilReady(): Promise<void> {
    for (let attempt = 0; attempt < 100; attempt += 1) {
      if (this.child.exitCode !== null) break;
      if (await accepts(this.port)) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`Redis did not start:\n${readFileSync(join(this.directory, 'log'), 'utf8')}`);
  }
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => {
      resolve(false);
    });
  });
}
