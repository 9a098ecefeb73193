import { EksAccessEntry } from '@cdktf/provider-aws/lib/eks-access-entry';
import { EksAccessPolicyAssociation } from '@cdktf/provider-aws/lib/eks-access-policy-association';
import { TerraformIterator } from 'cdktf';
import { Construct } from 'constructs';
import { partitionOf } from '../account/partition';
import type { AccountSettings } from '../account/settings';

export interface AccessGroupProps {
  readonly account: AccountSettings;
  readonly clusterName: string;
  /** ARNs of IAM roles. */
  readonly roles: readonly string[];
  /** What they may do anywhere in the cluster. */
  readonly everywhere?: AccessPolicy;
  /** What they may do besides, in some namespaces. */
  readonly inNamespaces?: { readonly policy: AccessPolicy; readonly namespaces: readonly string[] };
  /** What they are called in RBAC, where objects in the cluster say what they may do. */
  readonly group?: string;
}

/** @see https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html */
export type AccessPolicy =
  'AmazonEKSClusterAdminPolicy' | 'AmazonEKSEditPolicy' | 'AmazonEKSSecretReaderPolicy' | 'AmazonEKSViewPolicy';

/** IAM roles that may do the same in a cluster, as access entries. */
export class AccessGroup extends Construct {
  constructor(scope: Construct, id: string, props: AccessGroupProps) {
    super(scope, id);
    const { account, clusterName, roles, everywhere, inNamespaces, group } = props;
    if (roles.length === 0) return;

    const each = TerraformIterator.fromList([...roles]);
    const principalArn = each.value as string;
    const entry = new EksAccessEntry(this, 'entry', {
      forEach: each,
      clusterName,
      principalArn,
      type: 'STANDARD',
      kubernetesGroups: group === undefined ? undefined : [group],
    });
    const policyArn = (policy: AccessPolicy) =>
      `arn:${partitionOf(account.region)}:eks::aws:cluster-access-policy/${policy}`;
    if (everywhere) {
      new EksAccessPolicyAssociation(this, 'everywhere', {
        forEach: each,
        clusterName,
        principalArn,
        policyArn: policyArn(everywhere),
        accessScope: { type: 'cluster' },
        dependsOn: [entry],
      });
    }
    if (!inNamespaces) return;
    new EksAccessPolicyAssociation(this, 'in-namespaces', {
      forEach: each,
      clusterName,
      principalArn,
      policyArn: policyArn(inNamespaces.policy),
      accessScope: { type: 'namespace', namespaces: [...inNamespaces.namespaces] },
      dependsOn: [entry],
    });
  }
}
