import { resolve } from 'node:path';
import { helperCommand } from '../../operations/helpers/helper-command';
import { makeWorkspaces, requireWorkspaces, writeWorkspaces } from '../../operations/workspaces';
import { projectDirectory, selectEnvironment } from '../../project';
import { findTerraform } from '../../rehearsal/terraform/terraform-binary';
import { rehearseInTerminal } from '../rehearse-in-terminal';

export interface WorkspacesFlags {
  readonly autoApprove?: boolean;
  readonly dryRun?: string;
  readonly rehearse?: boolean;
  readonly destroy?: boolean;
}

/** What a rehearsal of it cannot show. */
const LIMITS = ['that HCP Terraform agrees: names that are taken, rights of the token, features of the plan'];

/** Makes, removes, writes or rehearses an environment's workspaces. @returns the command's exit code */
export async function workspaces(name: string, flags: WorkspacesFlags): Promise<number> {
  const terraform = findTerraform(process.env);
  const selected = selectEnvironment(name);
  requireWorkspaces(selected);
  if (flags.rehearse) {
    const rehearsal = {
      environment: selected.environment.name,
      selection: selected.selection,
      stacks: [],
      project: projectDirectory(),
      app: helperCommand('workspaces'),
      terraform,
      machine: process.env,
      keep: false,
      doesNotProve: LIMITS,
    };
    return rehearseInTerminal([rehearsal], {});
  }
  if (flags.dryRun !== undefined) return writeWorkspaces(selected, resolve(flags.dryRun));
  return makeWorkspaces(selected, {
    destroy: flags.destroy ?? false,
    flags: flags.autoApprove ? ['--auto-approve'] : [],
  });
}
