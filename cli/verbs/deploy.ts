import { Command } from 'commander';
import { actions } from '../actions';

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
    .option('--quiet', 'with --auto-approve: tell only the outcome, and errors')
    .action(async (args: string[], { quiet, recover }: { quiet?: boolean; recover?: boolean }) => {
      const ours = [...(quiet ? ['--quiet'] : []), ...(recover ? ['--recover'] : [])];
      process.exitCode = await actions.withCdktf('deploy', [...args, ...ours]);
    });
}
