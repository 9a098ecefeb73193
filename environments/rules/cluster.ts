import { hasTrunkInterface } from '../../constructs/cluster/instance-types';
import { at, type Problem, say } from '../../constructs/telling/problems';
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

/** A role has one access entry, so it cannot plan by one and look or change things by another. */
export function accessProblems({ cluster }: Environment): Problem[] {
  if (cluster.kind !== 'managed') return [];
  const { planners, operators, readers } = cluster.access;
  return planners.flatMap((role, index) =>
    Object.entries({ operators, readers })
      .filter(([, roles]) => roles.includes(role))
      .map(([others]) => ({
        says: say`${at(`cluster.access.planners[${index}]`)} is in ${at(`cluster.access.${others}`)} too (${role}), and a role can do one of both`,
        todo: say`give the pipeline that plans a role of its own, or name the role once`,
      })),
  );
}
