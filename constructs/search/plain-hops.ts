import { KEPT_BY_NETWORK_POLICIES, type PlainHops } from '../wiring/plain-hop';

/** Connections to SearXNG that are not encrypted. */
export const SEARCH_HOPS = {
  searxng: {
    between: 'Open WebUI and LiteLLM → SearXNG',
    reason: 'as to LiteLLM: its callers have no file of authorities that knows the environment’s own',
    instead: `${KEPT_BY_NETWORK_POLICIES}, and it has no route to the outside`,
    pods: [{ group: /^searxng$/, port: 8080 }],
  },
} as const satisfies PlainHops;
