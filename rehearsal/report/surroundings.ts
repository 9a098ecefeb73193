import type { State } from '../terraform/state-file';

/** Where the applications run, as far as the states tell. */
export interface Surroundings {
  /** Absent where the environment has no network stack. */
  readonly network?: { readonly title: string; readonly detail: string };
  readonly cluster: { readonly title: string; readonly detail: string };
}

/** Reads network and cluster from what the stacks made, or only looked up. */
export function surroundingsOf(states: readonly State[]): Surroundings {
  return { network: networkOf(states), cluster: clusterOf(states) };
}

function networkOf(states: readonly State[]): Surroundings['network'] {
  const [vpc] = attributesOf(states, 'managed', 'aws_vpc');
  if (vpc) {
    const zones = new Set(attributesOf(states, 'managed', 'aws_subnet').map((subnet) => subnet.availability_zone));
    const gateways = attributesOf(states, 'managed', 'aws_nat_gateway').length;
    const subnets = attributesOf(states, 'managed', 'aws_subnet').length;
    const endpoints = attributesOf(states, 'managed', 'aws_vpc_endpoint').length;
    return {
      title: `VPC ${text(vpc.cidr_block)}`,
      detail: `${zones.size} zones, ${subnets} subnets, ${gateways} NAT gateways, ${endpoints} VPC endpoints`,
    };
  }
  const [existing] = attributesOf(states, 'data', 'aws_vpc');
  return existing && { title: `existing VPC ${text(existing.id)}`, detail: text(existing.cidr_block) };
}

function clusterOf(states: readonly State[]): Surroundings['cluster'] {
  const [cluster] = attributesOf(states, 'managed', 'aws_eks_cluster');
  if (cluster) return { title: `EKS ${text(cluster.name)}`, detail: `Kubernetes ${text(cluster.version)}` };
  const [existing] = attributesOf(states, 'data', 'aws_eks_cluster');
  if (existing) return { title: `existing EKS ${text(existing.name)}`, detail: '' };
  return { title: 'existing Kubernetes cluster', detail: 'reached by kubeconfig' };
}

function attributesOf(states: readonly State[], mode: 'managed' | 'data', type: string) {
  return states
    .flatMap(({ resources }) => resources)
    .filter((resource) => resource.mode === mode && resource.type === type)
    .flatMap(({ instances }) => instances.map(({ attributes }) => attributes));
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
