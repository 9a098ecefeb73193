import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment';
import { Construct } from 'constructs';
import { partitionOf } from '../account/partition';
import type { AccountSettings } from '../account/settings';
import type { Names } from '../names/names';

export interface ServiceRoleProps {
  readonly names: Names;
  readonly account: AccountSettings;
  /** What the role is for; with the environment's name before it, it is the role's name. */
  readonly thing: string;
  readonly description: string;
  /** Who may take it: `trustPolicy()` or `podIdentityTrust()`. */
  readonly trust: string;
  /** AWS' own policies that it has, by construct id: the last part of their ARN, `service-role/…` included. */
  readonly managedPolicies: Readonly<Record<string, string>>;
}

/** An IAM role with the policies that AWS keeps for the purpose. */
export class ServiceRole extends Construct {
  readonly arn: string;
  readonly name: string;
  /** What has to be there before the role is of use. */
  readonly policies: readonly IamRolePolicyAttachment[];

  constructor(scope: Construct, id: string, props: ServiceRoleProps) {
    super(scope, id);
    const role = new IamRole(this, 'role', {
      name: props.names.of(props.thing),
      description: props.description,
      assumeRolePolicy: props.trust,
    });
    this.policies = Object.entries(props.managedPolicies).map(
      ([policy, path]) =>
        new IamRolePolicyAttachment(this, policy, {
          role: role.name,
          policyArn: `arn:${partitionOf(props.account.region)}:iam::aws:policy/${path}`,
        }),
    );
    this.arn = role.arn;
    this.name = role.name;
  }
}
