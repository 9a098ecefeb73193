import { Command } from 'commander';
import { actions } from '../actions';

/** `inferencehub deploy <environment…> [flags of cdktf]` */
export function deployVerb(): Command {
  return new Command('deploy')
    .description("deploys every stack of an environment: cdktf deploy '<environment>-*'")
    .usage('<environments...> [flags of cdktf deploy]')
    .argument('<environments...>', 'names, or paths of files; flags after them go to cdktf')
    .allowUnknownOption()
    .passThroughOptions()
    .action(async (args: string[]) => {
      process.exitCode = await actions.withCdktf('deploy', args);
    });
}
