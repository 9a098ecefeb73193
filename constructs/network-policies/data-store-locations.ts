import type { NetworkConnection } from '../network/connection';
import { PRIVATE_RANGES } from './addresses';
import { KUBERNETES_API } from './destinations';
import { flowsFrom, type Peer, type PodGroup } from './flow';
import type { PodsLocation, SubnetsLocation } from './location';
import { CLOUD_NATIVE_PG_NAMESPACE, CLOUD_NATIVE_PG_PODS, INSTANCE_PORTS, POSTGRESQL_PORT } from '../operators/pods';

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
  const operator: Peer = {
    kind: 'other-namespace',
    namespace: CLOUD_NATIVE_PG_NAMESPACE,
    labels: CLOUD_NATIVE_PG_PODS.labels,
  };
  return {
    kind: 'pods',
    groups: [poolers, instances],
    ownFlows: [
      { from: operator, to: pods, ports: INSTANCE_PORTS },
      // Each instance, and each pooler, watches its own objects.
      ...flowsFrom(instances, [{ to: pods, ports: INSTANCE_PORTS }, KUBERNETES_API]),
      ...flowsFrom(poolers, [toDatabase, KUBERNETES_API]),
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
