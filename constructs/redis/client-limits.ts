import type { RedisUse } from './connection';

/** How a server treats the clients of Open WebUI, which hold many connections and stream over some of them. */
export interface ClientLimits {
  /** Seconds after which a connection on which nothing is asked is closed; those that only listen are exempt. */
  readonly timeoutSeconds: number;
  /** How far a listener may fall behind what is published to it, before its connection is closed. */
  readonly pubsub: {
    /** MiB at which it is closed at once. */
    readonly hardMib: number;
    /** MiB above which it is closed after `softSeconds`. */
    readonly softMib: number;
    readonly softSeconds: number;
  };
}

/**
 * Connections that a server in the cluster takes: what Open WebUI asks for, of which a pod of LiteLLM takes 100 at most.
 * ElastiCache takes more, and has no setting for it.
 * @see https://docs.openwebui.com/tutorials/integrations/redis
 */
export const MAX_CLIENTS = 10_000;

/**
 * What Open WebUI advises, or `undefined` where only LiteLLM is on the server, whose pooled connections may rest.
 * Upstream's buffers are those of a large server: each listener gets a quarter of the memory at most, and never less
 * than a server gives by itself.
 * @param memoryMib memory of the server for data
 * @see https://docs.openwebui.com/tutorials/integrations/redis
 */
export function clientLimits(uses: readonly RedisUse[], memoryMib: number): ClientLimits | undefined {
  if (!uses.includes('openwebui')) return undefined;
  return {
    timeoutSeconds: 1800,
    pubsub: {
      hardMib: between(32, Math.floor(memoryMib / 4), 1024),
      softMib: between(8, Math.floor(memoryMib / 8), 256),
      softSeconds: 180,
    },
  };
}

function between(least: number, value: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
