import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { Aspects } from 'cdktf';
import type { IConstruct } from 'constructs';

/**
 * Gives every role inside a scope a permissions boundary, those that are made later too: whatever a role's policies say,
 * it can do no more than the boundary does. A role that has one already keeps it.
 * @param policyArn a policy of the roles' own account, or of AWS'
 * @example
 * ```ts
 * new PodIdentityRole(this, 'batch', { ...common, thing: 'batch', cluster, serviceAccount: 'batch' });
 * boundRoles(this, 'arn:aws:iam::222222222222:policy/models-boundary');
 * ```
 */
export function boundRoles(scope: IConstruct, policyArn: string): void {
  Aspects.of(scope).add({
    visit: (node) => {
      if (node instanceof IamRole && node.permissionsBoundaryInput === undefined) node.permissionsBoundary = policyArn;
    },
  });
}
