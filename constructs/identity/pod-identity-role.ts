import { EksPodIdentityAssociation } from '@cdktf/provider-aws/lib/eks-pod-identity-association';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { Construct } from 'constructs';
import type { Names } from '../names/names';
import type { Grantee } from './grantee';
import { podIdentityTrust } from './pod-identity-trust';
import type { PolicyStatement } from './policy-document';
import { RolePolicy } from './role-policy';

export interface PodIdentityRoleProps {
  readonly names: Names;
  /** What the role is for, `litellm` for example; with the environment's name before it, it is the role's name. */
  readonly thing: string;
  /** The cluster on EKS that its pods are in. */
  readonly cluster: { readonly name: string };
  readonly namespace: string;
  readonly serviceAccount: string;
  /**
   * What its pods may do, besides what is granted to it later and what other stacks attach by `roleName`.
   * @defaultValue nothing
   */
  readonly statements?: readonly PolicyStatement[];
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
 * bucket.grantReadWrite(role, 'files/batch/');
 * ```
 */
export class PodIdentityRole extends Construct implements Grantee {
  /** A literal, so that other stacks can attach policies without a reference to this one. */
  readonly roleName: string;
  readonly roleArn: string;
  /** What pods wait for: before it exists they start without credentials and keep none until restarted. */
  readonly association: EksPodIdentityAssociation;
  private readonly policy: RolePolicy;

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
    this.policy = new RolePolicy(this, { name: props.thing, role: role.name });
    this.policy.addToPolicy(...(props.statements ?? []));

    this.roleArn = role.arn;
    this.association = new EksPodIdentityAssociation(this, 'association', {
      clusterName: props.cluster.name,
      namespace: props.namespace,
      serviceAccount: props.serviceAccount,
      roleArn: role.arn,
    });
  }

  addToPolicy(...statements: readonly PolicyStatement[]): void {
    this.policy.addToPolicy(...statements);
  }
}
