import type { ElasticacheParameterGroupParameter } from '@cdktf/provider-aws/lib/elasticache-parameter-group';
import { clientLimits } from './client-limits';
import type { RedisUse } from './redis-use';
import type { ManagedRedisSettings } from './settings';

const MEBIBYTE = 1024 * 1024;

/**
 * Memory of the small nodes in MiB; every other has more than 6 GiB.
 * @see https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ParameterGroups.Engine.html#ParameterGroups.Redis.NodeSpecific
 */
const SMALL_NODES: readonly (readonly [RegExp, number])[] = [
  [/\.micro$/, 512],
  [/\.small$/, 1402],
  [/\.medium$|\.c7gn\.large$/, 2850],
];

const LARGE_NODE_MIB = 6144;

/** What the servers of a replication group are set to, where it is not ElastiCache's own choice. */
export function elastiCacheParameters(
  { evictionPolicy, nodeType }: ManagedRedisSettings,
  uses: readonly RedisUse[],
): ElasticacheParameterGroupParameter[] {
  const limits = clientLimits(uses, memoryMib(nodeType));
  const pubsub = 'client-output-buffer-limit-pubsub';
  return Object.entries({
    'maxmemory-policy': evictionPolicy,
    ...(limits && {
      timeout: limits.timeoutSeconds,
      [`${pubsub}-hard-limit`]: limits.pubsub.hardMib * MEBIBYTE,
      [`${pubsub}-soft-limit`]: limits.pubsub.softMib * MEBIBYTE,
      [`${pubsub}-soft-seconds`]: limits.pubsub.softSeconds,
    }),
  }).map(([name, value]) => ({ name, value: String(value) }));
}

function memoryMib(nodeType: string): number {
  return SMALL_NODES.find(([nodes]) => nodes.test(nodeType))?.[1] ?? LARGE_NODE_MIB;
}
