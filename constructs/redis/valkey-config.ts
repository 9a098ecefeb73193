import type { InClusterRedisSettings } from './settings';

/**
 * What the server is set to, as lines of valkey.conf. Redis knows the same ones.
 * @see https://github.com/valkey-io/valkey/blob/8.0/valkey.conf
 */
export function valkeyConfig(settings: InClusterRedisSettings): string {
  const { maxmemoryMib, evictionPolicy, storageGib } = settings;
  const lines = [
    `maxmemory ${maxmemoryMib}mb`,
    `maxmemory-policy ${evictionPolicy}`,
    // Every write goes into a log that is flushed each second: a restart loses a second at most, or everything where
    // there is no volume to keep it on.
    `appendonly ${storageGib > 0 ? 'yes' : 'no'}`,
    'appendfsync everysec',
    'save ""',
    // Long answers burst through websockets; the server's own limit of 32 MiB cuts slow readers off in the middle.
    `client-output-buffer-limit pubsub ${Math.max(32, maxmemoryMib / 4)}mb ${Math.max(8, maxmemoryMib / 8)}mb 180`,
    // Frees what dead clients hold; living ones ask more often than that.
    'timeout 1800',
    'tcp-keepalive 60',
  ];
  return lines.map((line) => `${line}\n`).join('');
}

/** Memory of the pod in MiB: half as much again as the data for copies and buffers, and the server itself. */
export function valkeyMemoryMib({ maxmemoryMib }: InClusterRedisSettings): number {
  return Math.ceil(maxmemoryMib * 1.5) + 64;
}
