import { Command } from 'commander';
import { actions } from '../actions';
import type { UploadFlags } from '../actions/upload';

/** `inferencehub upload <environment>` */
export function uploadVerb(): Command {
  return new Command('upload')
    .description('uploads the stacks of an environment to HCP Terraform, and runs each there after those that it needs')
    .argument('<environment>', 'its name, or the path of a file')
    .option('--plan-only', 'only plan, with runs that cannot be applied')
    .option('--auto-approve', 'apply the plans without asking (default: somebody approves each on HCP Terraform)')
    .option('--message <text>', 'what the runs are called', 'inferencehub upload')
    .option('--output <folder>', 'where the stacks are synthesized', 'cdktf.out')
    .option('--quiet', 'tell only what waits for somebody, the outcome, and errors')
    .action(async (name: string, flags: UploadFlags) => {
      process.exitCode = await actions.upload(name, flags);
    });
}
