import { EksPodIdentityAssociation } from '@cdktf/provider-aws/lib/eks-pod-identity-association';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { Construct } from 'constructs';
import type { EksConnection } from '../cluster/connection';
import type { Names } from '../names';
import { podIdentityTrust } from './pod-identity-trust';
import { policyDocument, type PolicyStatement } from './policy-document';

export interface PodIdentityRoleProps {
  readonly names: Names;
  /** What the role is for, `litellm` for example; with the environment's name before it, it is the role's name. */
  readonly thing: string;
  readonly cluster: EksConnection;
  readonly namespace: string;
  readonly serviceAccount: string;
  /** What its pods may do; none where other stacks attach their own policies by `roleName`. */
  readonly statements: readonly PolicyStatement[];
}

/** IAM's limit for a role's name. */
const ROLE_NAME_LIMIT = 64;

/**
 * An IAM role for the pods of one ServiceAccount in one cluster, through EKS Pod Identity. The trust policy names all
 * three, by the session tags that EKS sets: without them, any association in the account could use the role.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html
 * @example
 * ```ts
 * const role = new PodIdentityRole(this, 'batch', {
 *   ...common,
 *   thing: 'batch',
 *   cluster,
 *   serviceAccount: 'batch',
 *   statements: [{ sid: 'Send', actions: ['sqs:SendMessage'], resources: ['arn:aws:sqs:eu-west-1:222222222222:jobs'] }],
 * });
 * ```
 */
export class PodIdentityRole extends Construct {
  /** A literal, so that other stacks can attach policies without a reference to this one. */
  readonly roleName: string;
  readonly roleArn: string;
  /** What pods wait for: before it exists they start without credentials and keep none until restarted. */
  readonly association: EksPodIdentityAssociation;

  constructor(scope: Construct, id: string, props: PodIdentityRoleProps) {
    super(scope, id);
    this.roleName = props.names.of(props.thing, ROLE_NAME_LIMIT);

    const role = new IamRole(this, 'role', {
      name: this.roleName,
      description: `Pods of ServiceAccount ${props.namespace}/${props.serviceAccount}`,
      assumeRolePolicy: podIdentityTrust({
        clusterName: props.cluster.name,
        namespace: props.namespace,
        serviceAccount: props.serviceAccount,
      }),
    });
    if (props.statements.length > 0) {
      new IamRolePolicy(this, 'policy', {
        name: props.thing,
        role: role.name,
        policy: policyDocument(props.statements),
      });
    }

    this.roleArn = role.arn;
    this.association = new EksPodIdentityAssociation(this, 'association', {
      clusterName: props.cluster.name,
      namespace: props.namespace,
      serviceAccount: props.serviceAccount,
      roleArn: role.arn,
    });
  }
}
