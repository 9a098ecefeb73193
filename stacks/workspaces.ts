import { TfeProvider } from '@cdktf/provider-tfe/lib/provider';
import { TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import type { AccountSettings } from '../constructs/account/settings';
import { stateBackend } from '../constructs/state/backend';
import type { HcpStateSettings, StateSettings } from '../constructs/state/settings';
import type { WorkspaceStack } from '../constructs/workspaces/stack-workspace';
import { Workspaces } from '../constructs/workspaces/workspaces';
import { WorkspaceVariables } from '../constructs/workspaces/workspace-variables';
import { TERRAFORM_VERSION } from './terraform-version';

export interface WorkspacesStackProps {
  /** The environment's name. */
  readonly environment: string;
  readonly state: HcpStateSettings;
  readonly account: AccountSettings | undefined;
  /** In the order in which they are deployed. */
  readonly stacks: readonly WorkspaceStack[];
  /** Where its own state is kept instead of in a workspace beside those that it makes. */
  readonly ownState?: StateSettings;
}

/** The workspaces of an environment on HCP Terraform: what its stacks run in, so no stack of the environment itself. */
export class WorkspacesStack extends TerraformStack {
  constructor(scope: Construct, { environment, state, ownState, ...props }: WorkspacesStackProps) {
    super(scope, `${environment}-workspaces`);
    stateBackend(this, ownState ?? state);
    this.addOverride('terraform.required_version', TERRAFORM_VERSION);
    // Its token is that of `terraform login`, or TFE_TOKEN.
    new TfeProvider(this, 'tfe', { organization: state.organization, hostname: state.hostname });
    const variables = new WorkspaceVariables(this, 'variables');
    new Workspaces(this, 'workspaces', { environment, state, variables, ...props });
  }
}
