import type { TerraformStack } from 'cdktf';
import { ExistingRole } from '../../constructs/identity/existing-role';
import { policy, type PolicyJson, resources, synthesized } from './terraform-json';

/** A role that somebody else made, to grant something to. */
export function batchRole(stack: TerraformStack): ExistingRole {
  return new ExistingRole(stack, 'batch', { roleName: 'batch', policyName: 'batch' });
}

/** What the role may do by what it was granted; nothing where it was granted nothing. */
export function grantedToBatch(stack: TerraformStack): PolicyJson['Statement'] {
  const granted = resources(synthesized(stack), 'aws_iam_role_policy').filter(({ role }) => role === 'batch');
  return granted.flatMap((one) => policy(one.policy).Statement);
}
