import { Construct } from 'constructs';
import type { AccountSettings } from '../account/settings';
import { AccessGroup } from './access-group';
import { OPERATOR_NAMESPACES, PLANNERS_GROUP } from './planners';
import type { ManagedClusterSettings } from './settings';

export interface ClusterAccessProps {
  readonly account: AccountSettings;
  readonly clusterName: string;
  readonly access: ManagedClusterSettings['access'];
  /** The applications' namespace: where operators may change things. */
  readonly namespace: string;
}

/** Who may do what in the cluster, by IAM role: the role that Terraform works as, and those that the user named. */
export class ClusterAccess extends Construct {
  constructor(scope: Construct, id: string, { account, clusterName, access, namespace }: ClusterAccessProps) {
    super(scope, id);
    const deployer = account.assumeRoleArn === undefined ? [] : [account.assumeRoleArn];
    // A role has one entry in a cluster: it stands where it may do most.
    const admins = new Set([...deployer, ...access.admins]);
    const operators = new Set(access.operators.filter((role) => !admins.has(role)));
    const planners = new Set(access.planners.filter((role) => !admins.has(role) && !operators.has(role)));
    const above = [...admins, ...operators, ...planners];
    const readers = new Set(access.readers.filter((role) => !above.includes(role)));

    new AccessGroup(this, 'admins', {
      account,
      clusterName,
      roles: [...admins],
      everywhere: 'AmazonEKSClusterAdminPolicy',
    });
    new AccessGroup(this, 'operators', {
      account,
      clusterName,
      roles: [...operators],
      everywhere: 'AmazonEKSViewPolicy',
      inNamespaces: { policy: 'AmazonEKSEditPolicy', namespaces: [namespace] },
    });
    // AmazonEKSAdminViewPolicy would do, with every Secret, log and object of the cluster: PlannerRights has the rest.
    new AccessGroup(this, 'planners', {
      account,
      clusterName,
      roles: [...planners],
      group: PLANNERS_GROUP,
      inNamespaces: {
        policy: 'AmazonEKSSecretReaderPolicy',
        namespaces: [...new Set([...OPERATOR_NAMESPACES, namespace])],
      },
    });
    new AccessGroup(this, 'readers', {
      account,
      clusterName,
      roles: [...readers],
      everywhere: 'AmazonEKSViewPolicy',
    });
  }
}
