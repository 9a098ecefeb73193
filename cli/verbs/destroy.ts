import { Command } from 'commander';
import { actions } from '../actions';

/** `inferencehub destroy <environment…> [flags of cdktf]` */
export function destroyVerb(): Command {
  return new Command('destroy')
    .description("destroys every stack of an environment: cdktf destroy '<environment>-*'")
    .usage('<environments...> [flags of cdktf destroy]')
    .argument('<environments...>', 'names, or paths of files; flags after them go to cdktf')
    .allowUnknownOption()
    .passThroughOptions()
    .action(async (args: string[]) => {
      process.exitCode = await actions.withCdktf('destroy', args);
    });
}
