import { Command } from 'commander';
import { actions } from '../actions';
import type { WorkspacesFlags } from '../actions/workspaces';

/** `inferencehub workspaces <environment>` */
export function workspacesVerb(): Command {
  return new Command('workspaces')
    .description("makes an environment's workspaces on HCP Terraform: settings, variables, who reads whose state")
    .argument('<environment>', 'its name, or the path of a file')
    .option('--auto-approve', 'make them without asking')
    .option('--destroy', 'remove them; one that still has resources in its state is refused by HCP Terraform')
    .option('--dry-run <folder>', 'write the Terraform JSON into a folder, and make nothing')
    .option('--rehearse', 'make and destroy them with the real cdktf and Terraform, against stand-ins')
    .action(async (name: string, flags: WorkspacesFlags) => {
      process.exitCode = await actions.workspaces(name, flags);
    });
}
