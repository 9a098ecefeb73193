import { Command } from 'commander';
import { RECOVER, withCdktf } from '../with-cdktf';

/** `inferencehub deploy <environment…> [flags of cdktf]` */
export function deployVerb(): Command {
  return new Command('deploy')
    .description("deploys every stack of an environment: cdktf deploy '<environment>-*'")
    .usage('<environments...> [flags of cdktf deploy]')
    .argument('<environments...>', 'names, or paths of files; flags after them go to cdktf')
    .option(
      '--recover',
      'put Helm releases right that an interruption left stuck, without asking, and go on; no other deployment may run',
    )
    .allowUnknownOption()
    .passThroughOptions()
    .action(async (args: string[], { recover = false }: { recover?: boolean }) => {
      process.exitCode = await withCdktf('deploy', recover ? [...args, RECOVER] : args);
    });
}
