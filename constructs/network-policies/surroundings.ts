import type { ClusterConnection } from '../cluster/connection';
import type { NetworkConnection } from '../network/connection';
import { NODE_LOCAL_DNS, PRIVATE_RANGES, PUBLIC_RANGES } from './addresses';

/** Addresses of what is around the applications' pods. */
export interface Surroundings {
  /** Where names are resolved, besides the pods of the cluster's DNS. */
  readonly dns: readonly string[];
  readonly kubernetesApi: readonly string[];
  readonly awsServices: readonly string[];
  readonly loadBalancers: Readonly<Record<'internal' | 'internet-facing', readonly string[]>>;
}

/**
 * What is known of the cluster and of its network. Where a VPC was adopted its endpoints and load balancers can be in
 * any of its subnets, also in some that are not named here: then every private address stands for them.
 */
export function surroundingsOf(cluster: ClusterConnection, network: NetworkConnection | undefined): Surroundings {
  const subnets = network?.subnetRanges;
  return {
    // In Auto Mode DNS runs on each node, and has no pods: there it is found by its Service's address alone.
    dns: [...(cluster.kind === 'eks' ? [`${cluster.dnsAddress}/32`] : []), NODE_LOCAL_DNS],
    // A Service's address and those of its servers, which only the cluster knows; all are private.
    kubernetesApi: PRIVATE_RANGES,
    awsServices: [...PUBLIC_RANGES, ...(subnets?.private ?? PRIVATE_RANGES)],
    loadBalancers: {
      internal: subnets?.private ?? PRIVATE_RANGES,
      'internet-facing': subnets?.public ?? PRIVATE_RANGES,
    },
  };
}
