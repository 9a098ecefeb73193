import { clientLimits, MAX_CLIENTS } from './client-limits';
import type { RedisUse } from './redis-use';
import type { InClusterRedisSettings } from './settings';

/**
 * What the server is set to, as lines of valkey.conf. Redis knows the same ones.
 * @see https://github.com/valkey-io/valkey/blob/8.0/valkey.conf
 */
export function valkeyConfig(settings: InClusterRedisSettings, uses: readonly RedisUse[]): string {
  const { maxmemoryMib, evictionPolicy, storageGib } = settings;
  const lines = [
    `maxmemory ${maxmemoryMib}mb`,
    `maxmemory-policy ${evictionPolicy}`,
    // Every write goes into a log that is flushed each second: a restart loses a second at most, or everything where
    // there is no volume to keep it on.
    `appendonly ${storageGib > 0 ? 'yes' : 'no'}`,
    'appendfsync everysec',
    'save ""',
    `maxclients ${MAX_CLIENTS}`,
    ...limits(settings, uses),
    // Finds the connections of clients that are gone.
    'tcp-keepalive 60',
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function limits({ maxmemoryMib }: InClusterRedisSettings, uses: readonly RedisUse[]): string[] {
  const given = clientLimits(uses, maxmemoryMib);
  if (!given) return [];
  const { hardMib, softMib, softSeconds } = given.pubsub;
  return [
    `client-output-buffer-limit pubsub ${hardMib}mb ${softMib}mb ${softSeconds}`,
    `timeout ${given.timeoutSeconds}`,
  ];
}

/** Memory of the pod in MiB: half as much again as the data for copies and buffers, and the server itself. */
export function valkeyMemoryMib({ maxmemoryMib }: InClusterRedisSettings): number {
  return Math.ceil(maxmemoryMib * 1.5) + 64;
}
