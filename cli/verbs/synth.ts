import { Command } from 'commander';
import { actions } from '../actions';

/** `inferencehub synth <environment…>` */
export function synthVerb(): Command {
  return new Command('synth')
    .description('writes the Terraform JSON of environments into cdktf.out, without any value of a secret')
    .argument('<environments...>', 'names, or paths of files')
    .action(async (names: string[]) => {
      process.exitCode = await actions.synth(names);
    });
}
