import { initialize } from '../../init';
import type { Answers } from '../../init/question';
import { ExitCode } from '../../project/exit-code';

/** Writes a new environment, and tells what comes next. @returns the command's exit code */
export async function init(name: string | undefined, flags: Answers, yes: boolean): Promise<number> {
  try {
    process.stdout.write(
      await initialize({
        name,
        flags,
        interactive: !yes && process.stdin.isTTY && process.stdout.isTTY,
        region: process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION,
        folder: process.cwd(),
      }),
    );
    return ExitCode.success;
  } catch (error) {
    // Ctrl-C in the dialogue.
    if (!(error instanceof Error) || error.name !== 'ExitPromptError') throw error;
    process.stderr.write('nothing was written\n');
    return INTERRUPTED;
  }
}

/** As a shell tells that Ctrl-C ended a program. */
const INTERRUPTED = 130;
