import { Command } from 'commander';
import { actions } from '../actions';
import type { PlanFlags } from '../actions/plan';

/** `inferencehub plan <environment>` */
export function planVerb(): Command {
  return new Command('plan')
    .description('plans every stack of an environment with plain Terraform, and changes nothing')
    .argument('<environment>', 'its name, or the path of a file')
    .option('--comment <file>', 'write what would change as a comment in Markdown, without any value')
    .option('--plans <folder>', 'write each plan as <folder>/<stack>.json, for tools that check plans')
    .option('--output <folder>', 'where the stacks are synthesized', 'cdktf.out')
    .option('--expect-none', 'end with exit code 1 when anything would change: for finding drift')
    .option('--quiet', 'tell only the outcome in a line, and errors')
    .action(async (name: string, flags: PlanFlags) => {
      process.exitCode = await actions.plan(name, flags);
    });
}
