/** A connection that is not encrypted, on purpose. */
export interface PlainHop {
  /** From whom to whom. */
  readonly between: string;
  readonly reason: string;
  /** What keeps others off it instead. */
  readonly instead: string;
  /** The pods that it ends at, by the names of their network policies, and their port. */
  readonly pods?: readonly { readonly group: RegExp; readonly port: number }[];
}

const NETWORK_POLICIES = 'network policies: no other pod reaches the port';

/**
 * Every connection without TLS. What is not here is encrypted: to Aurora, ElastiCache, PostgreSQL and Valkey in the
 * cluster, AWS' services, model providers, and from browsers to the gateway.
 */
export const PLAIN_HOPS = {
  'litellm-api': {
    between: 'Open WebUI, the job for its key, `networkPolicies.callers` and the gateway → LiteLLM',
    reason:
      'callers take one file of certificate authorities for everything they call, and none of their images has one that knows the environment’s own; a load balancer does not check its targets’ certificates',
    instead: `${NETWORK_POLICIES}, and each call shows a key`,
    pods: [
      { group: /^litellm(-gateway)?$/, port: 4000 },
      { group: /^litellm-backend$/, port: 4001 },
    ],
  },
  'litellm-metrics': {
    between: '`networkPolicies.metricsReaders` → LiteLLM’s metrics',
    reason: 'the server of its metrics speaks nothing but HTTP',
    instead: `${NETWORK_POLICIES}; the metrics hold names of models, keys and teams, and no content`,
    pods: [{ group: /^litellm(-gateway)?$/, port: 4001 }],
  },
  openwebui: {
    between: 'the gateway → Open WebUI',
    reason: 'its image starts a server without TLS, which the gateway in front of it is for',
    instead: `${NETWORK_POLICIES}: the load balancer’s subnets or Envoy’s pods alone do`,
    pods: [{ group: /^open-webui$/, port: 8080 }],
  },
  searxng: {
    between: 'Open WebUI and LiteLLM → SearXNG',
    reason: 'as to LiteLLM: its callers have no file of authorities that knows the environment’s own',
    instead: `${NETWORK_POLICIES}, and it has no route to the outside`,
    pods: [{ group: /^searxng$/, port: 8080 }],
  },
  tika: {
    between: 'Open WebUI → Tika',
    reason: 'as to LiteLLM: its caller has no file of authorities that knows the environment’s own',
    instead: `${NETWORK_POLICIES}, and it reaches nothing itself`,
    pods: [{ group: /^tika$/, port: 9998 }],
  },
  pipelines: {
    between: 'Open WebUI → Pipelines',
    reason: 'as to LiteLLM: its caller has no file of authorities that knows the environment’s own',
    instead: NETWORK_POLICIES,
    pods: [{ group: /^pipelines$/, port: 9099 }],
  },
  'postgresql-metrics': {
    between: '`networkPolicies.metricsReaders` → the metrics of PostgreSQL in the cluster',
    reason: 'readers of metrics are set up for HTTP where nobody tells them an authority',
    instead: `${NETWORK_POLICIES}; the metrics hold numbers`,
    pods: [
      { group: /-postgresql(-pooler-rw)?$/, port: 9187 },
      { group: /-postgresql(-pooler-rw)?$/, port: 9127 },
    ],
  },
  'operator-metrics': {
    between: '`networkPolicies.metricsReaders` → the metrics of operators and of Envoy',
    reason: 'as of PostgreSQL: their readers are set up for HTTP',
    instead: `${NETWORK_POLICIES}; the metrics hold numbers, and names of objects and routes`,
    pods: [
      { group: /^external-secrets$/, port: 8080 },
      { group: /^cert-manager(-webhook|-cainjector)?$/, port: 9402 },
      { group: /^cloudnative-pg$/, port: 8080 },
      { group: /^reloader$/, port: 9090 },
      { group: /^external-dns$/, port: 7979 },
      { group: /^envoy(-gateway)?$/, port: 19_001 },
    ],
  },
  'envoy-http': {
    between: 'browsers and applications → port 80 of Envoy',
    reason: 'it answers with the way to port 443; without `gateway.tlsSecret`, which `protection` asks for, it serves',
    instead: '`gateway.allowedCidrs`',
    pods: [{ group: /^envoy$/, port: 10_080 }],
  },
  'pod-identity': {
    between: 'pods → the agent of EKS Pod Identity',
    reason: 'AWS’ agent answers by HTTP, at an address that no packet leaves the node for',
    instead: 'each pod shows a token that Kubernetes signed for it',
  },
  chosen: {
    between: 'an application → a server that the environment names without TLS',
    reason: "the environment says so: `tls: false`, `tls: 'disable'`, `redis://` or an `http://` address",
    instead: 'what you have put around that server; a rehearsal warns of one outside the cluster',
  },
} as const satisfies Readonly<Record<string, PlainHop>>;

/** How a connection without TLS is named. */
export type PlainHopName = keyof typeof PLAIN_HOPS;
