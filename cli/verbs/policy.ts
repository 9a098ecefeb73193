import { Command } from 'commander';
import { actions } from '../actions';
import type { PolicyFlags } from '../actions/policy';

/** `inferencehub policy [environments…]` */
export function policyVerb(): Command {
  return new Command('policy')
    .description('checks the Terraform JSON of environments: Checkov, and rules of our own')
    .argument('[environments...]', 'names, or paths of files; all when none is named')
    .option('--json', 'print the report as JSON, and nothing else on standard output')
    .option('--plans <folder>', 'check plans too: <stack>.json for every stack, from terraform show -json')
    .option('--quiet', 'tell only what failed, and the counts in a line')
    .action(async (names: string[], flags: PolicyFlags) => {
      process.exitCode = await actions.policy(names, flags);
    });
}
