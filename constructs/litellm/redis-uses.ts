import type { RedisUse } from '../redis/redis-use';
import type { LiteLlmSettings } from './settings';

/** What LiteLLM uses a Redis for. */
type LiteLlmUse = Omit<RedisUse, 'authentication'>;

/** LiteLLM's cached answers: the oldest make room. */
const CACHE = {
  name: 'litellm-cache',
  application: 'litellm',
  entry: 'litellm/cache-redis',
  scans: true,
  copiesOnly: true,
} as const satisfies LiteLlmUse;

/** LiteLLM's rate limits, spend queues and locks. What is queued has no expiry. */
const COORDINATION = {
  name: 'litellm-coordination',
  application: 'litellm',
  entry: 'litellm/coordination-redis',
  user: 'litellm',
  keyPrefix: 'litellm',
  scans: true,
  eviction: {
    allowed: ['noeviction', 'volatile-lru', 'volatile-lfu', 'volatile-ttl'],
    why: 'evicting rate limits and queued spend loses money',
  },
} as const satisfies LiteLlmUse;

/** The uses of Redis that LiteLLM asks for; each logs in as its settings say. */
export function litellmRedisUses({ redis }: Pick<LiteLlmSettings, 'redis'>) {
  const { authentication } = redis;
  return { cache: { ...CACHE, authentication }, coordination: { ...COORDINATION, authentication } } as const;
}
