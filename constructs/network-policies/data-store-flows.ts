import type { PostgresConnection } from '../postgres/connection';
import type { RedisConnection } from '../redis/connection';
import { type Flow, flowsInto, otherNamespaces } from './flow';
import type { NetworkLocation } from './location';
import type { NetworkPolicySettings } from './settings';

export interface DataStoreFlowsProps {
  readonly settings: NetworkPolicySettings;
  readonly postgres: readonly PostgresConnection[];
  readonly redis: readonly RedisConnection[];
}

/** Where CloudNativePG's instances and PgBouncer tell their metrics. */
const POSTGRESQL_METRICS_PORTS = [9187, 9127];

/**
 * Connections of the data stores themselves: among their pods, and from the jobs that make them ready. Those of the
 * applications are theirs to derive. A server that several applications share is given once for each, and counts once.
 */
export function dataStoreFlows({ settings, postgres, redis }: DataStoreFlowsProps): Flow[] {
  return [
    ...[...postgres, ...redis].flatMap(({ location }) => (location.kind === 'outside' ? [] : location.ownFlows)),
    ...postgres.flatMap(({ location }) => metrics(location, settings)),
  ];
}

function metrics(location: NetworkLocation, { metricsReaders }: NetworkPolicySettings): Flow[] {
  if (location.kind !== 'pods') return [];
  const readers = otherNamespaces(metricsReaders);
  return location.groups.flatMap((group) =>
    POSTGRESQL_METRICS_PORTS.flatMap((port) => flowsInto(group, port, readers)),
  );
}
