import { type Flow, flowsInto, otherNamespaces } from './flow';
import type { NetworkLocation } from './location';
import type { NetworkPolicySettings } from './settings';

/**
 * Connections of data stores themselves: among their pods, and from the jobs that make them ready. Those of their
 * clients are the clients' to state. A server that several share is given once for each, and counts once.
 */
export function locationFlows(settings: NetworkPolicySettings, locations: readonly NetworkLocation[]): Flow[] {
  return [
    ...locations.flatMap((location) => (location.kind === 'outside' ? [] : location.ownFlows)),
    ...locations.flatMap((location) => metrics(location, settings)),
  ];
}

function metrics(location: NetworkLocation, { metricsReaders }: NetworkPolicySettings): Flow[] {
  if (location.kind !== 'pods') return [];
  const readers = otherNamespaces(metricsReaders);
  return location.groups.flatMap((group) =>
    (location.metricsPorts ?? []).flatMap((port) => flowsInto(group, port, readers)),
  );
}
