import { hasTrunkInterface } from '../../constructs/cluster/instance-types';
import { at, type Problem, say } from '../problems';
import type { Environment } from '../schema';

/** Nodes that cannot do what the cluster is to do on them. */
export function clusterProblems({ cluster }: Environment): Problem[] {
  if (cluster.kind !== 'managed' || cluster.compute.kind !== 'managed-node-groups') return [];
  const { groups, podSecurityGroups } = cluster.compute;
  if (!podSecurityGroups) return [];
  return Object.entries(groups).flatMap(([group, { instanceTypes }]) =>
    instanceTypes.flatMap((type, index) =>
      hasTrunkInterface(type)
        ? []
        : {
            says: say`${at(`cluster.compute.groups.${group}.instanceTypes[${index}]`)} is ${type}, which has no trunk interface, so its pods cannot have security groups of their own`,
            todo: say`choose another type (m7g.large, for example), or write ${at('cluster.compute.podSecurityGroups')}: false, which lets every pod of the cluster reach the data stores' ports`,
          },
    ),
  );
}
