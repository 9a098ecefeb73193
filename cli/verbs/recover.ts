import { Command } from 'commander';
import { UserError } from '../../environments';
import { ExitCode } from '../exit-code';
import { selectEnvironments } from '../project';
import { recover } from '../recovery/recovery';

/** `inferencehub recover <environment>` */
export function recoverVerb(): Command {
  return new Command('recover')
    .description(
      'says what in the cluster keeps a deployment from going on, and puts Helm releases right that are stuck',
    )
    .argument('<environment>', 'its name, or the path of a file')
    .option('--yes', 'without asking: no other deployment may be running')
    .action(async (name: string, { yes = false }: { yes?: boolean }) => {
      const [selected] = selectEnvironments([name]);
      if (!selected) throw new UserError('name one environment');
      const recovered = await recover(selected, yes ? 'given' : process.stdin.isTTY ? 'ask' : 'none');
      if (recovered === 'nothing is stuck') process.stderr.write('no Helm release of the environment is stuck\n');
      if (recovered === 'still stuck') process.stderr.write('\nnothing was changed; --yes does it without asking\n');
      process.exitCode = recovered === 'still stuck' ? ExitCode.failure : ExitCode.success;
    });
}
