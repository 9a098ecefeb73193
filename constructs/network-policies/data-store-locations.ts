import type { NetworkConnection } from '../network/connection';
import { PRIVATE_RANGES } from './addresses';
import { type Destination, flowsFrom, type Peer, type PodGroup } from './flow';
import type { PodsLocation, SubnetsLocation } from './location';

/** Where CloudNativePG's operator runs, and its label. */
const CLOUD_NATIVE_PG = { namespace: 'cnpg-system', labels: { 'app.kubernetes.io/name': 'cloudnative-pg' } };

const POSTGRESQL_PORT = 5432;
/** Where each instance tells the operator, and the other instances, how it is. */
const INSTANCE_STATUS_PORT = 8000;

/** Where Kubernetes' API is asked: the Service's port, and the port of its servers in other clusters than EKS. */
const KUBERNETES_API_PORTS = [443, 6443];

export interface CloudNativePostgresPods {
  /** The Cluster's name. */
  readonly cluster: string;
  /** The Pooler's. */
  readonly pooler: string;
  /** The job that closes each database to the other's owner. */
  readonly bootstrap: PodGroup;
}

/**
 * A CloudNativePG cluster and its pooler, each with a label of its own. The pods of the operator's jobs have the
 * cluster's.
 * @see https://cloudnative-pg.io/documentation/current/networking/
 */
export function cloudNativePostgresLocation({ cluster, pooler, bootstrap }: CloudNativePostgresPods): PodsLocation {
  const instances: PodGroup = { name: cluster, labels: { 'cnpg.io/cluster': cluster } };
  const poolers: PodGroup = { name: pooler, labels: { 'cnpg.io/poolerName': pooler } };
  const pods: Peer = { kind: 'pods', group: instances };
  const toDatabase = { to: pods, ports: [POSTGRESQL_PORT] };
  // Each instance, and each pooler, watches its own objects.
  const toApi: Destination = { to: { kind: 'kubernetes-api' }, ports: KUBERNETES_API_PORTS };
  const operator: Peer = { kind: 'other-namespace', ...CLOUD_NATIVE_PG };
  return {
    kind: 'pods',
    groups: [poolers, instances],
    ownFlows: [
      { from: operator, to: pods, ports: [POSTGRESQL_PORT, INSTANCE_STATUS_PORT] },
      ...flowsFrom(instances, [{ to: pods, ports: [POSTGRESQL_PORT, INSTANCE_STATUS_PORT] }, toApi]),
      ...flowsFrom(poolers, [toDatabase, toApi]),
      ...flowsFrom(bootstrap, [toDatabase]),
    ],
  };
}

/** A Valkey server. It opens no connection itself. */
export function valkeyLocation(service: string): PodsLocation {
  const labels = { 'app.kubernetes.io/name': 'valkey', 'app.kubernetes.io/instance': service };
  return { kind: 'pods', groups: [{ name: service, labels }], ownFlows: [] };
}

/**
 * A data store that AWS runs, in the database subnets: their ranges, or any private address where the VPC was adopted
 * and only AWS knows them.
 */
export function databaseSubnets(
  network: NetworkConnection,
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
