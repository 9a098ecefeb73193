import { RunTrigger } from '@cdktf/provider-tfe/lib/run-trigger';
import { Variable } from '@cdktf/provider-tfe/lib/variable';
import { Workspace, type WorkspaceConfig } from '@cdktf/provider-tfe/lib/workspace';
import { WorkspaceSettings } from '@cdktf/provider-tfe/lib/workspace-settings';
import { Construct } from 'constructs';
import type { AccountSettings } from '../account/settings';
import type { HcpStateSettings } from '../state/settings';
import { PHASES, runRoleArn } from './run-roles';
import type { WorkspacesSettings } from '../state/workspaces-settings';
import type { WorkspaceVariables } from './workspace-variables';

/** What a workspace has to know of its stack. */
export interface WorkspaceStack {
  readonly name: string;
  /** Names of the stacks whose outputs it reads. */
  readonly reads: readonly string[];
  /** The variables that it declares. */
  readonly variables: readonly string[];
}

export interface StackWorkspaceProps {
  /** The environment's name. */
  readonly environment: string;
  /** Which of its stacks it is: `network`, …. */
  readonly layer: string;
  readonly stack: WorkspaceStack;
  readonly state: HcpStateSettings;
  readonly account: AccountSettings | undefined;
  readonly variables: WorkspaceVariables;
  readonly projectId: string | undefined;
}

/** The workspace of one stack, with its variables. */
export class StackWorkspace extends Construct {
  readonly id: string;

  constructor(scope: Construct, id: string, props: StackWorkspaceProps) {
    super(scope, id);
    const { environment, layer, stack, state, projectId } = props;
    const settings = state.workspaces;
    const workspace = new Workspace(this, 'workspace', {
      name: stack.name,
      description: `The ${layer} stack of ${environment}`,
      projectId,
      terraformVersion: settings.terraformVersion,
      autoApply: settings.autoApply,
      autoApplyRunTrigger: settings.autoApply,
      // A first run without a configuration would only fail.
      queueAllRuns: false,
      tags: { project: 'inferencehub', environment, stack: layer },
      ...fromRepository(stack.name, settings),
    });
    this.id = workspace.id;
    if (state.execution.kind === 'local') return;
    this.credentials(props);
    stack.variables.forEach((name) => {
      new Variable(this, `variable-${name}`, {
        workspaceId: workspace.id,
        category: 'terraform',
        key: name,
        description: `${name} of the environment ${environment}`,
        sensitive: true,
        valueWo: props.variables.reference(name),
      });
    });
  }

  /** Where it runs, and who may read its state. */
  set(executionMode: string, agentPoolId: string | undefined, readers: readonly string[]): void {
    new WorkspaceSettings(this, 'settings', {
      workspaceId: this.id,
      executionMode,
      agentPoolId,
      globalRemoteState: false,
      remoteStateConsumerIds: [...readers],
    });
  }

  /** Has it run when another workspace has applied. */
  runsAfter(sourceableId: string): void {
    new RunTrigger(this, 'run-trigger', { workspaceId: this.id, sourceableId });
  }

  /** Short-lived credentials of a role for each phase, for the run's own token. */
  private credentials({ environment, account, state }: StackWorkspaceProps): void {
    if (!account) return;
    const value = (key: string, id: string, text: string): void => {
      new Variable(this, id, { workspaceId: this.id, category: 'env', key, value: text });
    };
    value('TFC_AWS_PROVIDER_AUTH', 'aws-provider-auth', 'true');
    for (const phase of PHASES) {
      const role = state.workspaces.roles?.[phase] ?? runRoleArn(environment, phase, account);
      value(`TFC_AWS_${phase.toUpperCase()}_ROLE_ARN`, `aws-${phase}-role`, role);
    }
  }
}

function fromRepository(stack: string, { runs }: WorkspacesSettings): Partial<WorkspaceConfig> {
  if (runs.kind !== 'vcs') return {};
  const workingDirectory = `${runs.directory}/${stack}`;
  return {
    workingDirectory,
    triggerPatterns: [`${workingDirectory}/**/*`],
    vcsRepo: { identifier: runs.repository, branch: runs.branch, oauthTokenId: runs.oauthTokenId },
  };
}
