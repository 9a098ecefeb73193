import { constants, openSync, rmSync } from 'node:fs';
import { Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { listen, socketPath, whenParentEnds } from './process';
import { standInServer } from './server';

/**
 * All stand-ins in one process: Terraform starts a provider a dozen times in one command, and a program that is
 * started anew each time spends more on starting than on answering. What Terraform starts is then a launcher that asks
 * here for a server, and ends when that server does.
 *
 * A request is a line in the pipe: provider, pipe for the answer, folder that Terraform runs in, separated by tabs.
 * `stop` ends the host.
 */
export function host(pipe: string): void {
  whenParentEnds(() => process.exit(0));
  const requests = createInterface({ input: openPipe(pipe, { readable: true, writable: false }) });
  requests.on('line', (line) => {
    const [provider = '', answer = '', directory = ''] = line.split('\t');
    if (provider === 'stop') process.exit(0);
    launch(provider, openPipe(answer, { readable: false, writable: true }), directory);
  });
}

/** Serves one stand-in; the launcher passes the answer on to Terraform, and ends when its pipe is closed. */
function launch(provider: string, answer: Socket, directory: string): void {
  const socket = socketPath();
  const server = standInServer(provider, directory, () => {
    server.forceShutdown();
    rmSync(socket, { force: true });
    answer.destroy();
  });
  listen(server, socket, (handshake) => answer.write(handshake));
}

/** Opens a pipe for both directions, so that opening does not wait for the other side, and uses it in one. */
function openPipe(path: string, use: { readable: boolean; writable: boolean }): Socket {
  return new Socket({ fd: openSync(path, constants.O_RDWR | constants.O_NONBLOCK), ...use });
}
