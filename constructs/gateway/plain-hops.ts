import type { PlainHops } from '../wiring/plain-hop';

/** Connections to the gateway that are not encrypted. */
export const GATEWAY_HOPS = {
  'envoy-http': {
    between: 'browsers and applications → port 80 of Envoy',
    reason: 'it answers with the way to port 443; without `gateway.tlsSecret`, which `protection` asks for, it serves',
    instead: '`gateway.allowedCidrs`',
    pods: [{ group: /^envoy$/, port: 10_080 }],
  },
} as const satisfies PlainHops;
