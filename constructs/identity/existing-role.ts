import { Construct } from 'constructs';
import type { Grantee } from './grantee';
import type { PolicyStatement } from './policy-document';
import { RolePolicy } from './role-policy';

export interface ExistingRoleProps {
  /** The role's name, without a path; a role of this account. */
  readonly roleName: string;
  /** Name of the inline policy that holds what is granted here. Another one of that name in the role is overwritten. */
  readonly policyName: string;
}

/**
 * An IAM role that somebody else made, a Lambda function's for example, so that it can be granted something. It keeps
 * what it may already.
 * @example
 * ```ts
 * const reports = new ExistingRole(this, 'reports', { roleName: 'reports', policyName: 'read-files-of-models' });
 * bucket.grantRead(reports, 'files/');
 * ```
 */
export class ExistingRole extends Construct implements Grantee {
  private readonly policy: RolePolicy;

  constructor(scope: Construct, id: string, { roleName, policyName }: ExistingRoleProps) {
    super(scope, id);
    this.policy = new RolePolicy(this, { role: roleName, name: policyName });
  }

  addToPolicy(...statements: readonly PolicyStatement[]): void {
    this.policy.addToPolicy(...statements);
  }
}
