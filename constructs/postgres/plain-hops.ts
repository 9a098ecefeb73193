import { KEPT_BY_NETWORK_POLICIES, type PlainHops } from '../wiring/plain-hop';

/** Connections to PostgreSQL in the cluster that are not encrypted. */
export const POSTGRES_HOPS = {
  'postgresql-metrics': {
    between: '`networkPolicies.metricsReaders` → the metrics of PostgreSQL in the cluster',
    reason: 'readers of metrics are set up for HTTP where nobody tells them an authority',
    instead: `${KEPT_BY_NETWORK_POLICIES}; the metrics hold numbers`,
    pods: [
      { group: /-postgresql(-pooler-rw)?$/, port: 9187 },
      { group: /-postgresql(-pooler-rw)?$/, port: 9127 },
    ],
  },
} as const satisfies PlainHops;
