import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Server, ServerCredentials } from '@grpc/grpc-js';

/** What Terraform sets for a plugin, so that one run by hand can say that it is a plugin. */
const MAGIC_COOKIE = 'd602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2';

/** How often, in milliseconds, a plugin looks whether Terraform is still there. */
const PARENT_CHECK_INTERVAL = 500;

export function startedByTerraform(): boolean {
  return process.env['TF_PLUGIN_MAGIC_COOKIE'] === MAGIC_COOKIE;
}

/** Serves on a socket of its own, and tells Terraform, on standard output, where. Ends with Terraform, however that ends. */
export function serve(server: Server): void {
  const socket = socketPath();
  const end = () => {
    rmSync(socket, { force: true });
    process.exit(0);
  };
  process.on('SIGTERM', end);
  // Ctrl-C goes to the whole terminal; Terraform decides when its plugins are no longer needed.
  process.on('SIGINT', () => undefined);
  process.on('SIGHUP', () => undefined);
  whenParentEnds(end);
  listen(server, socket, (handshake) => process.stdout.write(handshake));
}

/** A path for a socket that nobody else has. */
export function socketPath(): string {
  return join(tmpdir(), `rehearsal-${process.pid}-${randomBytes(4).toString('hex')}.sock`);
}

/** Listens, and gives what a plugin prints so that Terraform finds it. */
export function listen(server: Server, socket: string, tell: (handshake: string) => void): void {
  server.bindAsync(`unix:${socket}`, ServerCredentials.createInsecure(), (problem) => {
    if (problem) throw problem;
    tell(`1|6|unix|${socket}|grpc|\n`);
  });
}

/** Does something when the process that started this one is gone. */
export function whenParentEnds(then: () => void): void {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) then();
  }, PARENT_CHECK_INTERVAL);
}

/** Ends at once, without an error. */
export function endSoon(): void {
  process.emit('SIGTERM');
}
