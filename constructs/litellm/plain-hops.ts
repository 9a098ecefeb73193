import { KEPT_BY_NETWORK_POLICIES, type PlainHops } from '../wiring/plain-hop';

/** Connections to LiteLLM that are not encrypted. */
export const LITELLM_HOPS = {
  'litellm-api': {
    between: 'Open WebUI, the job for its key, `networkPolicies.callers` and the gateway → LiteLLM',
    reason:
      'callers take one file of certificate authorities for everything they call, and none of their images has one that knows the environment’s own; a load balancer does not check its targets’ certificates',
    instead: `${KEPT_BY_NETWORK_POLICIES}, and each call shows a key`,
    pods: [
      { group: /^litellm(-gateway)?$/, port: 4000 },
      { group: /^litellm-backend$/, port: 4001 },
    ],
  },
  'litellm-metrics': {
    between: '`networkPolicies.metricsReaders` → LiteLLM’s metrics',
    reason: 'the server of its metrics speaks nothing but HTTP',
    instead: `${KEPT_BY_NETWORK_POLICIES}; the metrics hold names of models, keys and teams, and no content`,
    pods: [{ group: /^litellm(-gateway)?$/, port: 4001 }],
  },
} as const satisfies PlainHops;
