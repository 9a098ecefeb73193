import { PRIVATE_RANGES } from '../network-policies/addresses';
import { flowsFrom, type PodGroup } from '../network-policies/flow';
import type { SubnetsLocation } from '../network-policies/location';
import type { DataStoreNetwork } from './wiring';

/**
 * A data store that AWS runs, in the database subnets: their ranges, or any private address where the VPC was adopted
 * and only AWS knows them.
 */
export function databaseSubnets(
  network: DataStoreNetwork,
  port: number,
  preparedBy: readonly PodGroup[] = [],
): SubnetsLocation {
  const ranges = network.subnetRanges?.database ?? PRIVATE_RANGES;
  return {
    kind: 'subnets',
    ranges,
    ownFlows: preparedBy.flatMap((group) => flowsFrom(group, [{ to: { kind: 'ranges', ranges }, ports: [port] }])),
  };
}
