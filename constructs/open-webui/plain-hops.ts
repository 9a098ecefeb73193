import { KEPT_BY_NETWORK_POLICIES, type PlainHops } from '../wiring/plain-hop';

/** Connections to Open WebUI, and from it to Tika and Pipelines, that are not encrypted. */
export const OPEN_WEBUI_HOPS = {
  openwebui: {
    between: 'the gateway → Open WebUI',
    reason: 'its image starts a server without TLS, which the gateway in front of it is for',
    instead: `${KEPT_BY_NETWORK_POLICIES}: the load balancer’s subnets or Envoy’s pods alone do`,
    pods: [{ group: /^open-webui$/, port: 8080 }],
  },
  tika: {
    between: 'Open WebUI → Tika',
    reason: 'as to LiteLLM: its caller has no file of authorities that knows the environment’s own',
    instead: `${KEPT_BY_NETWORK_POLICIES}, and it reaches nothing itself`,
    pods: [{ group: /^tika$/, port: 9998 }],
  },
  pipelines: {
    between: 'Open WebUI → Pipelines',
    reason: 'as to LiteLLM: its caller has no file of authorities that knows the environment’s own',
    instead: KEPT_BY_NETWORK_POLICIES,
    pods: [{ group: /^pipelines$/, port: 9099 }],
  },
} as const satisfies PlainHops;
