import { Command } from 'commander';
import { actions } from '../actions';

/** `inferencehub recover <environment>` */
export function recoverVerb(): Command {
  return new Command('recover')
    .description(
      'says what in the cluster keeps a deployment from going on, and puts Helm releases right that are stuck',
    )
    .argument('<environment>', 'its name, or the path of a file')
    .option('--yes', 'without asking: no other deployment may be running')
    .action(async (name: string, flags: { yes?: boolean }) => {
      process.exitCode = await actions.recover(name, flags);
    });
}
