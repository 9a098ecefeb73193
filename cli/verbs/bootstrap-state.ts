import { Command } from 'commander';
import { actions } from '../actions';
import type { BootstrapStateFlags } from '../actions/bootstrap-state';

/** `inferencehub bootstrap-state <environment…>` */
export function bootstrapStateVerb(): Command {
  return new Command('bootstrap-state')
    .description('makes the S3 bucket that environments keep their state in, once for all that share it')
    .argument('<environments...>', 'names, or paths of files')
    .option('--role <arn>', 'the IAM role to make it as (default: your own identity)')
    .option('--auto-approve', 'make it without asking')
    .option('--dry-run <folder>', 'write the Terraform JSON into a folder, and make nothing')
    .option('--rehearse', 'make and destroy it with the real cdktf and Terraform, against stand-ins')
    .action(async (names: string[], flags: BootstrapStateFlags) => {
      process.exitCode = await actions.bootstrapState(names, flags);
    });
}
