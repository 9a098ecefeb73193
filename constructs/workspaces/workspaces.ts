import { DataTfeAgentPool } from '@cdktf/provider-tfe/lib/data-tfe-agent-pool';
import { DataTfeProject } from '@cdktf/provider-tfe/lib/data-tfe-project';
import { Project } from '@cdktf/provider-tfe/lib/project';
import { Construct } from 'constructs';
import type { AccountSettings } from '../account/settings';
import type { HcpStateSettings } from '../state/settings';
import { StackWorkspace, type WorkspaceStack } from './stack-workspace';
import type { WorkspaceVariables } from './workspace-variables';

export interface WorkspacesProps {
  /** The environment's name. */
  readonly environment: string;
  readonly state: HcpStateSettings;
  /** The account that the stacks work in; nothing for an environment without AWS. */
  readonly account: AccountSettings | undefined;
  /** In the order in which they are deployed. */
  readonly stacks: readonly WorkspaceStack[];
  readonly variables: WorkspaceVariables;
}

/** A workspace on HCP Terraform for each stack of an environment, wired as the stacks are. */
export class Workspaces extends Construct {
  constructor(scope: Construct, id: string, props: WorkspacesProps) {
    super(scope, id);
    const { state, stacks, environment, account, variables } = props;
    const projectId = this.projectId(state);
    const agentPoolId =
      state.execution.kind === 'agent'
        ? new DataTfeAgentPool(this, 'agent-pool', { name: state.execution.pool }).id
        : undefined;
    const workspaces = new Map<string, StackWorkspace>();
    stacks.forEach((stack, index) => {
      const layer = stack.name.slice(environment.length + 1);
      const workspace = new StackWorkspace(this, layer, {
        environment,
        layer,
        stack,
        state,
        account,
        variables,
        projectId,
      });
      const before = stacks[index - 1];
      if (before && state.workspaces.runs.kind === 'vcs') workspace.runsAfter(workspaces.get(before.name)?.id ?? '');
      workspaces.set(stack.name, workspace);
    });
    for (const [name, workspace] of workspaces) {
      const readers = stacks.filter(({ reads }) => reads.includes(name));
      workspace.set(
        state.execution.kind,
        agentPoolId,
        readers.flatMap((reader) => workspaces.get(reader.name)?.id ?? []),
      );
    }
  }

  /** Nothing stands for the organization's default project. */
  private projectId({ project, workspaces }: HcpStateSettings): string | undefined {
    if (project === undefined) return undefined;
    return workspaces.makeProject
      ? new Project(this, 'project', { name: project }).id
      : new DataTfeProject(this, 'project', { name: project }).id;
  }
}
