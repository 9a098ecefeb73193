import type { Construct } from 'constructs';
import type { StateSettings } from '../../constructs/state/settings';
import type { Environment } from '../../environments';
import { StateBucketStack } from '../../stacks/state-bucket';
import { WorkspacesStack } from '../../stacks/workspaces';
import { stateBucketOf } from '../state-bucket/state-buckets';
import { workspaceStacks } from '../workspaces/workspace-stacks';

/** How a helper stack is made this time. */
export interface HelperOptions {
  /** Where its own state is kept instead of where it belongs: a file, before that place exists and in a rehearsal. */
  readonly state?: StateSettings;
  /** The role that Terraform works as. */
  readonly assumeRoleArn?: string;
  /** Whether Terraform may destroy all of it: in a rehearsal, where it is made up. */
  readonly destroyable: boolean;
}

type MakeHelper = (app: Construct, environments: readonly Environment[], options: HelperOptions) => void;

/** Stacks that are no environment's, by the name of the helper that makes them. */
export const HELPERS = {
  'state-bucket': (app, environments, options) => {
    new StateBucketStack(app, { settings: stateBucketOf(environments), ...options });
  },
  workspaces: (app, environments, { state: ownState }) => {
    for (const environment of environments) {
      const { name, state, account } = environment;
      if (state.kind !== 'hcp') throw new Error(`${name} has no workspaces`);
      const stacks = workspaceStacks(environment);
      new WorkspacesStack(app, { environment: name, state, account, stacks, ownState });
    }
  },
} as const satisfies Record<string, MakeHelper>;

export type Helper = keyof typeof HELPERS;

export function isHelper(name: string): name is Helper {
  return Object.hasOwn(HELPERS, name);
}
