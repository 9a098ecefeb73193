import { type ChildProcess, spawn } from 'node:child_process';
import { cdktfProgram } from '../rehearsal/cdktf/cdktf-command';
import { lastWords } from '../rehearsal/processes/last-words';
import { projectDirectory } from './project-directory';

/** Room for two errors of Terraform's with their explanations. */
const LAST_LINES = 40;

const STANDARD_OUTPUT = { shown: 'inherit', quiet: 'ignore', 'shown on failure': 'pipe' } as const;

/** How much of what cdktf prints the user sees. */
export type CdktfOutput = keyof typeof STANDARD_OUTPUT;

/** How a process came to its end: by its own code, or by a signal. */
interface End {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A cdktf that runs. */
interface StartedCdktf {
  readonly child: ChildProcess;
  /** Comes when it has ended, and its last lines are told where that was called for. */
  readonly ended: Promise<End>;
}

/**
 * Starts the real cdktf in the project's folder, in the user's terminal.
 * @param more environment variables besides the process's own
 * @param output whether the user sees what it prints: all of it; its errors, which is where `synth` tells why it failed; or
 * its last lines too where it fails, because a verb that runs Terraform has Terraform's errors among what it prints
 * @param detached whether it gets a session of its own, so that Ctrl-C reaches this process alone
 */
export function startCdktf(
  args: readonly string[],
  more: Readonly<Record<string, string>>,
  output: CdktfOutput,
  detached = false,
): StartedCdktf {
  const child = spawn(process.execPath, [...cdktfProgram(), ...args], {
    cwd: projectDirectory(),
    // Without asking HashiCorp for news of versions, which fails with a stack trace where there is no way out.
    env: { ...process.env, CHECKPOINT_DISABLE: '1', ...more },
    stdio: ['inherit', STANDARD_OUTPUT[output], 'inherit'],
    detached,
  });
  let printed = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (printed += text));
  const ended = new Promise<End>((done, fail) => {
    child.once('error', fail).once('close', (code, signal) => {
      if (code !== 0 && printed !== '') process.stderr.write(`${lastWords(printed, LAST_LINES)}\n`);
      done({ code, signal });
    });
  });
  return { child, ended };
}

/**
 * Runs cdktf as {@link startCdktf} starts it.
 * @returns its exit code
 */
export async function runCdktf(
  args: readonly string[],
  more: Readonly<Record<string, string>>,
  output: CdktfOutput = 'shown',
): Promise<number> {
  const { child, ended } = startCdktf(args, more, output);
  // A terminal sends Ctrl-C to cdktf as well, which lets Terraform finish what it is doing: wait for it.
  const wait = (): void => undefined;
  const forward = (): void => void child.kill('SIGTERM');
  process.on('SIGINT', wait).on('SIGTERM', forward);
  try {
    const { code, signal } = await ended;
    return code ?? (signal === 'SIGINT' ? 130 : 143);
  } finally {
    process.off('SIGINT', wait).off('SIGTERM', forward);
  }
}
