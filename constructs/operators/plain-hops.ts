import { KEPT_BY_NETWORK_POLICIES, type PlainHops } from '../wiring/plain-hop';

/** Connections to operators that are not encrypted. */
export const OPERATOR_HOPS = {
  'operator-metrics': {
    between: '`networkPolicies.metricsReaders` → the metrics of operators and of Envoy',
    reason: 'as of PostgreSQL: their readers are set up for HTTP',
    instead: `${KEPT_BY_NETWORK_POLICIES}; the metrics hold numbers, and names of objects and routes`,
    pods: [
      { group: /^external-secrets$/, port: 8080 },
      { group: /^cert-manager(-webhook|-cainjector)?$/, port: 9402 },
      { group: /^cloudnative-pg$/, port: 8080 },
      { group: /^reloader$/, port: 9090 },
      { group: /^external-dns$/, port: 7979 },
      { group: /^envoy(-gateway)?$/, port: 19_001 },
    ],
  },
} as const satisfies PlainHops;
