import { litellmRedisUses } from '../constructs/litellm/redis-uses';
import { OPEN_WEBUI_REDIS } from '../constructs/open-webui/redis-use';
import type { PlannedRedis } from '../constructs/redis';
import type { Environment } from '../environments/schema';

/** The Redis servers that an environment has, and what each is for. */
export function redisServers({ litellm, redis }: Pick<Environment, 'litellm' | 'redis'>): readonly PlannedRedis[] {
  const { cache, coordination } = litellmRedisUses(litellm);
  return [
    {
      id: 'openwebui',
      settings: redis.openwebui,
      uses: redis.coordination.kind === 'with-openwebui' ? [OPEN_WEBUI_REDIS, coordination] : [OPEN_WEBUI_REDIS],
      thing: 'openwebui-redis',
      service: 'valkey',
    },
    { id: 'litellm', settings: redis.litellm, uses: [cache], thing: 'litellm-redis', service: 'litellm-valkey' },
    ...(redis.coordination.kind === 'with-openwebui'
      ? []
      : [
          {
            id: 'coordination',
            settings: redis.coordination,
            uses: [coordination],
            thing: 'coordination-redis',
            service: 'coordination-valkey',
          },
        ]),
  ];
}
