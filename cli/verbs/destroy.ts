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
    .option('--quiet', 'with --auto-approve: tell only the outcome, and errors')
    .action(async (args: string[], { quiet }: { quiet?: boolean }) => {
      process.exitCode = await actions.withCdktf('destroy', quiet ? [...args, '--quiet'] : args);
    });
}
