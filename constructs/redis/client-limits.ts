import type { ClientLimits, RedisUse } from './redis-use';

/**
 * Connections that a server in the cluster takes: what Open WebUI asks for, of which a pod of LiteLLM takes 100 at most.
 * ElastiCache takes more, and has no setting for it.
 * @see https://docs.openwebui.com/tutorials/integrations/redis
 */
export const MAX_CLIENTS = 10_000;

/** What a server gives a listener by itself, in MiB. */
const LEAST = { hard: 32, soft: 8 };

/**
 * What the uses of a server ask for, the most of each; `undefined` where none asks. What they ask is for a large server:
 * each listener gets a quarter of the memory at most, and never less than a server gives by itself.
 * @param memoryMib memory of the server for data
 */
export function clientLimits(uses: readonly RedisUse[], memoryMib: number): ClientLimits | undefined {
  const asked = uses.flatMap(({ limits }) => limits ?? []);
  if (asked.length === 0) return undefined;
  const most = (of: (limits: ClientLimits) => number) => Math.max(...asked.map(of));
  return {
    timeoutSeconds: most(({ timeoutSeconds }) => timeoutSeconds),
    pubsub: {
      hardMib: between(
        LEAST.hard,
        Math.floor(memoryMib / 4),
        most(({ pubsub }) => pubsub.hardMib),
      ),
      softMib: between(
        LEAST.soft,
        Math.floor(memoryMib / 8),
        most(({ pubsub }) => pubsub.softMib),
      ),
      softSeconds: most(({ pubsub }) => pubsub.softSeconds),
    },
  };
}

function between(least: number, value: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
