import type { AccountSettings } from '../constructs/account/settings';
import { type Environment, UserError } from '../environments';
import { readEnvironments } from '../policy/synthesized';
import {
  boundaryPolicies,
  type BoundaryPolicy,
  deploymentPolicies,
  type DeploymentPolicy,
} from './iam-policy/deployment-policies';

export interface AccessProps {
  readonly environment: Environment;
  /** cdktf's output folder, with every stack of the environment. */
  readonly synthesized: string;
  /** Whether it is for a role that only plans. @defaultValue false */
  readonly planOnly?: boolean;
}

/** What deploying an environment takes on AWS. */
export interface EnvironmentAccess {
  /** What its roles may have at most; to be made first. */
  readonly boundaries: readonly BoundaryPolicy[];
  /** What whoever deploys it has to have. */
  readonly policies: readonly DeploymentPolicy[];
}

/**
 * The account that an environment's policies are for.
 * @throws UserError for one that has nothing on AWS
 */
export function accountOf({ name, account }: Environment): AccountSettings {
  if (!account) throw new UserError(`${name} has nothing on AWS, and takes no policy there`);
  return account;
}

/**
 * The least that deploys an environment and destroys it.
 * @throws UserError for one that has nothing on AWS
 */
export function accessOf({ environment, synthesized, planOnly }: AccessProps): EnvironmentAccess {
  const account = accountOf(environment);
  const stacks = readEnvironments(synthesized, [environment]);
  return {
    // Whoever only plans makes no role.
    boundaries: planOnly ? [] : stacks.flatMap((one) => boundaryPolicies(one, account)),
    policies: stacks.flatMap((one) =>
      deploymentPolicies({ environment: one, account, state: environment.state, planOnly }),
    ),
  };
}
