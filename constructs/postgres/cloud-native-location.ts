import { KUBERNETES_API } from '../network-policies/destinations';
import { flowsFrom, type Peer, type PodGroup } from '../network-policies/flow';
import type { PodsLocation } from '../network-policies/location';
import {
  CLOUD_NATIVE_PG_NAMESPACE,
  CLOUD_NATIVE_PG_PODS,
  INSTANCE_PORTS,
  POSTGRESQL_PORT,
} from '../operators/cloud-native-pg';

/** Where CloudNativePG's instances and PgBouncer tell their metrics. */
const METRICS_PORTS = [9187, 9127];

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
    metricsPorts: METRICS_PORTS,
    ownFlows: [
      { from: operator, to: pods, ports: INSTANCE_PORTS },
      // Each instance, and each pooler, watches its own objects.
      ...flowsFrom(instances, [{ to: pods, ports: INSTANCE_PORTS }, KUBERNETES_API]),
      ...flowsFrom(poolers, [toDatabase, KUBERNETES_API]),
      ...flowsFrom(bootstrap, [toDatabase]),
    ],
  };
}
