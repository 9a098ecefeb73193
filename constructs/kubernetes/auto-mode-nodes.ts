import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { AutoModeNodesConnection } from '../cluster/connection';
import { ManifestRelease } from '../helm/manifest-release';

export interface AutoModeNodesProps {
  readonly nodes: AutoModeNodesConnection;
  /** The cluster's security group. */
  readonly securityGroupId: string;
}

/** Both objects have it; EKS keeps `default` for its own. */
const NAME = 'inferencehub';

/** Helm keeps its record of the release there: it is in the cluster before any namespace of ours. */
const RECORD_NAMESPACE = 'kube-system';

/**
 * The nodes that everything runs on in Auto Mode, with disks under the environment's own key: EKS' own pool for them,
 * `general-purpose`, takes none. The requirements are those of that pool.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/create-node-class.html
 * @example
 * ```ts
 * new AutoModeNodes(this, 'nodes', {
 *   nodes: { roleName: 'nodes-of-shared', subnetIds: ['subnet-0123456789abcdef0'], diskKeyArn: key.arn },
 *   securityGroupId: cluster.securityGroupId,
 * });
 * ```
 */
export class AutoModeNodes extends Construct {
  /** What pods wait for that need a node. */
  readonly release: ITerraformDependable;

  constructor(scope: Construct, id: string, { nodes, securityGroupId }: AutoModeNodesProps) {
    super(scope, id);
    const manifests = new ManifestRelease(this, 'manifests', { release: 'node-pool', namespace: RECORD_NAMESPACE });
    this.release = manifests.release;
    manifests.add(
      {
        apiVersion: 'eks.amazonaws.com/v1',
        kind: 'NodeClass',
        metadata: { name: NAME },
        spec: {
          role: nodes.roleName,
          subnetSelectorTerms: nodes.subnetIds.map((subnet) => ({ id: subnet })),
          securityGroupSelectorTerms: [{ id: securityGroupId }],
          // Nodes enforce the policies that there are, as those of EKS' own class do.
          networkPolicy: 'DefaultAllow',
          ephemeralStorage: { size: '80Gi', kmsKeyID: nodes.diskKeyArn },
        },
      },
      {
        apiVersion: 'karpenter.sh/v1',
        kind: 'NodePool',
        metadata: { name: NAME },
        spec: {
          template: {
            spec: {
              nodeClassRef: { group: 'eks.amazonaws.com', kind: 'NodeClass', name: NAME },
              requirements: [
                requirement('karpenter.sh/capacity-type', 'In', 'on-demand'),
                requirement('eks.amazonaws.com/instance-category', 'In', 'c', 'm', 'r'),
                requirement('eks.amazonaws.com/instance-generation', 'Gt', '4'),
                requirement('kubernetes.io/arch', 'In', 'amd64'),
                requirement('kubernetes.io/os', 'In', 'linux'),
              ],
              // A node lives two weeks, and has a day to be emptied.
              expireAfter: '336h',
              terminationGracePeriod: '24h',
            },
          },
          disruption: {
            consolidationPolicy: 'WhenEmptyOrUnderutilized',
            consolidateAfter: '30s',
            budgets: [{ nodes: '10%' }],
          },
        },
      },
    );
  }
}

function requirement(key: string, operator: 'Gt' | 'In', ...values: readonly string[]) {
  return { key, operator, values };
}
