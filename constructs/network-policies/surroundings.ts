import type { ClusterConnection } from '../cluster/connection';
import type { NetworkConnection } from '../network/connection';
import { NODE_LOCAL_DNS, PRIVATE_RANGES, PUBLIC_RANGES } from './addresses';
import { KubernetesApiSettings, type NetworkPolicySettings } from './settings';

/**
 * Ranges of addresses; or everyone, which takes in what no range does: for Cilium a node has no address.
 * @see https://github.com/cilium/cilium/issues/14724
 */
export type Reach = readonly string[] | 'everyone';

/** Addresses of what is around the pods of the cluster. */
export interface Surroundings {
  /** Where names are resolved, besides the pods of the cluster's DNS. */
  readonly dns: readonly string[];
  readonly kubernetesApi: { readonly at: Reach; readonly ports: readonly number[] };
  /** Where the Kubernetes API calls webhooks from. */
  readonly controlPlane: Reach;
  readonly awsServices: readonly string[];
  readonly secretsManager: readonly string[];
  /** What is outside, as far as it can be reached. */
  readonly internet: readonly string[];
  /** What a name outside the cluster can stand for. */
  readonly anywhere: readonly string[];
  readonly loadBalancers: Readonly<Record<'internal' | 'internet-facing', Reach>>;
}

/**
 * What is known of the cluster and of its network. Where a VPC was adopted its endpoints and load balancers can be in
 * any of its subnets, also in some that are not named here: then every private address stands for them.
 */
export function surroundingsOf(
  cluster: ClusterConnection,
  network: NetworkConnection | undefined,
  settings: NetworkPolicySettings,
): Surroundings {
  const subnets = network?.subnetRanges;
  const privateSubnets = subnets?.private ?? PRIVATE_RANGES;
  const isEks = cluster.kind === 'eks';
  // Without the internet, AWS' services are at their endpoints' addresses alone.
  const reachable = network?.reachableRanges;
  const awsServices = [...(reachable ? [] : PUBLIC_RANGES), ...privateSubnets];
  return {
    // In Auto Mode DNS runs on each node, and has no pods: there it is found by its Service's address alone.
    dns: [...(isEks ? [`${cluster.dnsAddress}/32`] : []), NODE_LOCAL_DNS],
    // Some engines see the Service's address, others those of EKS' interfaces in the cluster's subnets behind it.
    kubernetesApi: isEks
      ? { at: subnets ? [`${cluster.apiAddress}/32`, ...subnets.private] : PRIVATE_RANGES, ports: [443] }
      : kubernetesApi(settings.kubernetesApi),
    // EKS calls from its interfaces in the cluster's subnets; elsewhere it may be a node, or a pod that passes calls on.
    controlPlane: isEks ? privateSubnets : 'everyone',
    awsServices,
    // Whoever reads every secret needs no way out where their keeper has an endpoint.
    secretsManager: network?.endpoints?.includes('secretsmanager') ? privateSubnets : awsServices,
    internet: reachable ?? PUBLIC_RANGES,
    anywhere: reachable ?? [...PUBLIC_RANGES, ...PRIVATE_RANGES],
    loadBalancers: isEks
      ? { internal: privateSubnets, 'internet-facing': subnets?.public ?? PRIVATE_RANGES }
      : // It may keep its clients' addresses, or be a node.
        { internal: 'everyone', 'internet-facing': 'everyone' },
  };
}

function kubernetesApi(
  settings: KubernetesApiSettings = KubernetesApiSettings.parse({ kind: 'private' }),
): Surroundings['kubernetesApi'] {
  const { ports } = settings;
  switch (settings.kind) {
    case 'private':
      return { at: PRIVATE_RANGES, ports };
    case 'ranges':
      return { at: settings.ranges, ports };
    case 'anywhere':
      return { at: 'everyone', ports };
  }
}
