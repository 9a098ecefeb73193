import { spawn } from 'node:child_process';
import { cdktfProgram } from '../rehearsal';
import { projectDirectory } from './project';

/**
 * Runs the real cdktf in the project's folder, in the user's terminal.
 * @param more environment variables besides the process's own
 * @param output whether the user sees what it prints; its errors always
 * @returns its exit code
 */
export function runCdktf(
  args: readonly string[],
  more: Readonly<Record<string, string>>,
  output: 'shown' | 'quiet' = 'shown',
): Promise<number> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [cdktfProgram(), ...args], {
      cwd: projectDirectory(),
      // Without asking HashiCorp for news of versions, which fails with a stack trace where there is no way out.
      env: { ...process.env, CHECKPOINT_DISABLE: '1', ...more },
      stdio: ['inherit', output === 'shown' ? 'inherit' : 'ignore', 'inherit'],
    });
    // A terminal sends Ctrl-C to cdktf as well, which lets Terraform finish what it is doing: wait for it.
    const wait = (): void => undefined;
    const forward = (): void => void child.kill('SIGTERM');
    process.on('SIGINT', wait).on('SIGTERM', forward);
    child.once('error', fail).once('close', (code, signal) => {
      process.off('SIGINT', wait).off('SIGTERM', forward);
      done(code ?? (signal === 'SIGINT' ? 130 : 143));
    });
  });
}
