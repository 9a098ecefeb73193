import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import type { Construct } from 'constructs';
import type { Grantee } from './grantee';
import { policyDocument, type PolicyStatement } from './policy-document';

export interface RolePolicyProps {
  /** The role's name. */
  readonly role: string;
  /** The policy's own, one among those of the role. */
  readonly name: string;
}

/** The inline policy of a role, which grows with what is granted: a resource `policy` of the scope, made when there is something. */
export class RolePolicy implements Grantee {
  private readonly statements: PolicyStatement[] = [];
  private resource?: IamRolePolicy;

  constructor(
    private readonly scope: Construct,
    private readonly props: RolePolicyProps,
  ) {}

  addToPolicy(...statements: readonly PolicyStatement[]): void {
    for (const statement of statements) this.enter(statement);
    if (this.statements.length === 0) return;
    const policy = policyDocument(this.statements);
    if (this.resource) this.resource.policy = policy;
    else this.resource = new IamRolePolicy(this.scope, 'policy', { ...this.props, policy });
  }

  /** IAM takes a Sid once in a policy: the second one that says something else has a number after it. */
  private enter(statement: PolicyStatement): void {
    const { sid } = statement;
    for (let number = 1; ; number++) {
      const numbered = { ...statement, sid: number === 1 ? sid : `${sid}${number}` };
      const known = this.statements.find((one) => one.sid === numbered.sid);
      if (!known) {
        this.statements.push(numbered);
        return;
      }
      if (JSON.stringify(known) === JSON.stringify(numbered)) return;
    }
  }
}
