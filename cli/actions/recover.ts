import { recover } from '../../operations/recovery';
import { ExitCode, selectEnvironment } from '../../project';

/** Puts right what is stuck in an environment's cluster. @returns the command's exit code */
export async function recoverEnvironment(name: string, { yes = false }: { readonly yes?: boolean }): Promise<number> {
  const recovered = await recover(selectEnvironment(name), yes ? 'given' : process.stdin.isTTY ? 'ask' : 'none');
  if (recovered === 'nothing is stuck') process.stderr.write('no Helm release of the environment is stuck\n');
  if (recovered !== 'still stuck') return ExitCode.success;
  process.stderr.write('\nnothing was changed; --yes does it without asking\n');
  return ExitCode.failure;
}
