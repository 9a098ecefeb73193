import type { PlainHops } from '../wiring/plain-hop';

/** Connections of pods to what gives them their roles that are not encrypted. */
export const IDENTITY_HOPS = {
  'pod-identity': {
    between: 'pods → the agent of EKS Pod Identity',
    reason: 'AWS’ agent answers by HTTP, at an address that no packet leaves the node for',
    instead: 'each pod shows a token that Kubernetes signed for it',
  },
} as const satisfies PlainHops;
