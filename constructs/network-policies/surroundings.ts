import type { ClusterConnection } from '../cluster/connection';
import type { NetworkConnection } from '../network/connection';
import { NODE_LOCAL_DNS, PRIVATE_RANGES, PUBLIC_RANGES } from './addresses';

/** Addresses of what is around the applications' pods. */
export interface Surroundings {
  /** Where names are resolved, besides the pods of the cluster's DNS. */
  readonly dns: readonly string[];
  readonly kubernetesApi: readonly string[];
  readonly awsServices: readonly string[];
  /** What is outside, as far as it can be reached. */
  readonly internet: readonly string[];
  /** What a name outside the cluster can stand for. */
  readonly anywhere: readonly string[];
  readonly loadBalancers: Readonly<Record<'internal' | 'internet-facing', readonly string[]>>;
}

/**
 * What is known of the cluster and of its network. Where a VPC was adopted its endpoints and load balancers can be in
 * any of its subnets, also in some that are not named here: then every private address stands for them.
 */
export function surroundingsOf(cluster: ClusterConnection, network: NetworkConnection | undefined): Surroundings {
  const subnets = network?.subnetRanges;
  const privateSubnets = subnets?.private ?? PRIVATE_RANGES;
  // Without the internet, AWS' services are at their endpoints' addresses alone.
  const reachable = network?.reachableRanges;
  return {
    // In Auto Mode DNS runs on each node, and has no pods: there it is found by its Service's address alone.
    dns: [...(cluster.kind === 'eks' ? [`${cluster.dnsAddress}/32`] : []), NODE_LOCAL_DNS],
    // A Service's address and those of its servers, which only the cluster knows; all are private.
    kubernetesApi: PRIVATE_RANGES,
    awsServices: [...(reachable ? [] : PUBLIC_RANGES), ...privateSubnets],
    internet: reachable ?? PUBLIC_RANGES,
    anywhere: reachable ?? [...PUBLIC_RANGES, ...PRIVATE_RANGES],
    loadBalancers: {
      internal: privateSubnets,
      'internet-facing': subnets?.public ?? PRIVATE_RANGES,
    },
  };
}
