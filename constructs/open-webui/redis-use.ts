import type { RedisUse } from '../redis/redis-use';

/**
 * Open WebUI's sessions, revoked tokens and websocket state. The channel is python-socketio's, through which websockets
 * of several pods find each other. It holds many connections and streams over some of them: the limits are what it
 * advises.
 * @see https://docs.openwebui.com/tutorials/integrations/redis
 */
export const OPEN_WEBUI_REDIS = {
  name: 'openwebui',
  keyPrefix: 'open-webui',
  channels: ['socketio'],
  eviction: {
    allowed: ['noeviction', 'volatile-lru', 'volatile-lfu', 'volatile-random', 'volatile-ttl'],
    why: 'an evicted session signs its user out, and an evicted revocation signs a signed-out one in again',
  },
  limits: { timeoutSeconds: 1800, pubsub: { hardMib: 1024, softMib: 256, softSeconds: 180 } },
} as const satisfies RedisUse;
