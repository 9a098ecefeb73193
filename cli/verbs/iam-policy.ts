import { Command } from 'commander';
import { actions } from '../actions';
import type { IamPolicyFlags } from '../actions/iam-policy';

/** `inferencehub iam-policy <environment>` */
export function iamPolicyVerb(): Command {
  return new Command('iam-policy')
    .description('prints the least IAM policies that deploy and destroy an environment')
    .argument('<environment>', 'its name, or the path of a file')
    .option('--plan', 'for a role that plans and changes nothing')
    .option('--json', 'print them as JSON, and nothing else on standard output')
    .action(async (name: string, flags: IamPolicyFlags) => {
      process.exitCode = await actions.iamPolicy(name, flags);
    });
}
