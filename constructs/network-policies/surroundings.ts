import type { ClusterConnection } from '../cluster/connection';
import type { NetworkConnection, SubnetRanges } from '../network/connection';
import { NODE_LOCAL_DNS, POD_IDENTITY_AGENT, PRIVATE_RANGES, PUBLIC_RANGES } from './addresses';
import { API_DEFAULTS, type NetworkPolicySettings } from './settings';

/** What Cilium knows by what it is. */
export interface CiliumEntity {
  readonly entity: 'kube-apiserver' | 'host';
}

/** Ranges of addresses; everyone, nodes and pods among them; or what Cilium has a name for. */
export type Reach = readonly string[] | 'everyone' | CiliumEntity;

/** Addresses of what is around the pods of the cluster. */
export interface Surroundings {
  /** Where names are resolved, besides the pods of the cluster's DNS. */
  readonly dns: readonly string[];
  readonly kubernetesApi: { readonly at: Reach; readonly ports: readonly number[] };
  /** Where EKS Pod Identity hands out credentials, on every node. */
  readonly podIdentity: Reach;
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
  const isCilium = settings.engine.kind === 'cilium';
  // Without the internet, AWS' services are at their endpoints' addresses alone.
  const reachable = network?.reachableRanges;
  const awsServices = [...(reachable ? [] : PUBLIC_RANGES), ...privateSubnets];
  return {
    // In Auto Mode DNS runs on each node, and has no pods: there it is found by its Service's address alone.
    dns: [...(isEks ? [`${cluster.dnsAddress}/32`] : []), NODE_LOCAL_DNS],
    kubernetesApi: kubernetesApi(cluster, subnets, settings),
    podIdentity: isCilium ? { entity: 'host' } : POD_IDENTITY_AGENT.ranges,
    // EKS calls from its interfaces in the cluster's subnets; elsewhere it may be a node, or a pod that passes calls on.
    controlPlane: isEks && !isCilium ? privateSubnets : 'everyone',
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

/** The Service of the API, and its servers: some engines see the one, others the others. */
function kubernetesApi(
  cluster: ClusterConnection,
  subnets: SubnetRanges | undefined,
  { engine }: NetworkPolicySettings,
): Surroundings['kubernetesApi'] {
  // On EKS the servers are its interfaces in the cluster's subnets.
  const known =
    cluster.kind === 'eks'
      ? { ranges: subnets ? [`${cluster.apiAddress}/32`, ...subnets.private] : PRIVATE_RANGES, ports: [443] }
      : undefined;
  switch (engine.kind) {
    case 'standard': {
      const { ranges, ports } = known ?? engine.kubernetesApi ?? API_DEFAULTS;
      return { at: ranges, ports };
    }
    case 'cilium':
      return { at: { entity: 'kube-apiserver' }, ports: (known ?? engine.kubernetesApi ?? API_DEFAULTS).ports };
  }
}
