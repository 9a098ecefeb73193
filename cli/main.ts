import { CommanderError } from 'commander';
import { UserError } from '../constructs/telling/problems';
import { CdktfFailed } from '../project/cdktf-failed';
import { ExitCode } from '../project/exit-code';
import { inferencehub } from './program';

/** Runs the `inferencehub` command; the process ends with the verb's exit code. */
export async function main(argv: readonly string[]): Promise<void> {
  try {
    await inferencehub().parseAsync(argv);
  } catch (error) {
    process.exitCode = exitCodeOf(error);
  }
}

/** Tells what went wrong, unless it was told already. */
function exitCodeOf(error: unknown): number {
  if (error instanceof UserError) {
    process.stderr.write(`${error.message}\n`);
    return ExitCode.userError;
  }
  if (error instanceof CdktfFailed) return error.exitCode;
  if (error instanceof CommanderError) return error.exitCode === 0 ? ExitCode.success : ExitCode.userError;
  throw error;
}
