import { Command } from 'commander';
import { runCdktf } from '../cdktf';
import { selectEnvironments } from '../project';

/** `inferencehub synth <environment…>` */
export function synthVerb(): Command {
  return new Command('synth')
    .description('writes the Terraform JSON of environments into cdktf.out, without any value of a secret')
    .argument('<environments...>', 'names, or paths of files')
    .action(async (names: string[]) => {
      const selections = selectEnvironments(names).map(({ selection }) => selection);
      process.exitCode = await runCdktf(['synth'], { ENVIRONMENT: selections.join(',') });
    });
}
