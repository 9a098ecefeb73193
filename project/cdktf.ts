import { spawn } from 'node:child_process';
import { cdktfProgram } from '../rehearsal/cdktf/cdktf-command';
import { lastWords } from '../rehearsal/processes/last-words';
import { projectDirectory } from './project-directory';

/** Room for two errors of Terraform's with their explanations. */
const LAST_LINES = 40;

const STANDARD_OUTPUT = { shown: 'inherit', quiet: 'ignore', 'shown on failure': 'pipe' } as const;

/** How much of what cdktf prints the user sees. */
export type CdktfOutput = keyof typeof STANDARD_OUTPUT;

/**
 * Runs the real cdktf in the project's folder, in the user's terminal.
 * @param more environment variables besides the process's own
 * @param output whether the user sees what it prints: all of it; its errors, which is where `synth` tells why it failed; or
 * its last lines too where it fails, because a verb that runs Terraform has Terraform's errors among what it prints
 * @returns its exit code
 */
export function runCdktf(
  args: readonly string[],
  more: Readonly<Record<string, string>>,
  output: CdktfOutput = 'shown',
): Promise<number> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [...cdktfProgram(), ...args], {
      cwd: projectDirectory(),
      // Without asking HashiCorp for news of versions, which fails with a stack trace where there is no way out.
      env: { ...process.env, CHECKPOINT_DISABLE: '1', ...more },
      stdio: ['inherit', STANDARD_OUTPUT[output], 'inherit'],
    });
    let printed = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => (printed += text));
    // A terminal sends Ctrl-C to cdktf as well, which lets Terraform finish what it is doing: wait for it.
    const wait = (): void => undefined;
    const forward = (): void => void child.kill('SIGTERM');
    process.on('SIGINT', wait).on('SIGTERM', forward);
    child.once('error', fail).once('close', (code, signal) => {
      process.off('SIGINT', wait).off('SIGTERM', forward);
      if (code !== 0 && printed !== '') process.stderr.write(`${lastWords(printed, LAST_LINES)}\n`);
      done(code ?? (signal === 'SIGINT' ? 130 : 143));
    });
  });
}
