import { spawn } from 'node:child_process';

/** Runs a program to its end, without input; what it prints to either stream is one text. */
export function runToEnd(
  program: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
): Promise<{ code: number | null; output: string }> {
  return new Promise((done, fail) => {
    const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const read = (data: Buffer) => (output += data.toString());
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('error', fail).once('close', (code) => {
      done({ code, output });
    });
  });
}
