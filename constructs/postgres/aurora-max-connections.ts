import type { ManagedPostgresSettings } from './settings';

/** What Aurora allows at most, whatever the memory. */
const CEILING = 5000;

/** What Aurora allows at most where it may go down to half a unit or less. */
const CEILING_OF_SMALL_MINIMUM = 2000;

/** An Aurora capacity unit has about this much memory. */
const GIB_PER_ACU = 2;

/** Memory of the instance classes of the memory-optimized families (db.r…) in GiB, by size. */
const MEMORY_GIB: Readonly<Record<string, number>> = { large: 16, xlarge: 32 };

/**
 * The connections that Aurora takes with its own default for `max_connections`, which follows memory: that of the
 * largest capacity where it is serverless. Undefined for an instance class whose memory is not known here.
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.setting-capacity.html#aurora-serverless-v2.max-connections
 */
export function auroraMaxConnections(capacity: ManagedPostgresSettings['capacity']): number | undefined {
  switch (capacity.kind) {
    case 'serverless':
      return Math.min(
        connectionsOf(capacity.maxAcu * GIB_PER_ACU),
        capacity.minAcu <= 0.5 ? CEILING_OF_SMALL_MINIMUM : CEILING,
      );
    case 'provisioned': {
      const [, family = '', size = ''] = capacity.instanceClass.split('.');
      if (!family.startsWith('r')) return undefined;
      const memory = MEMORY_GIB[size];
      if (memory) return connectionsOf(memory);
      return size.endsWith('xlarge') ? CEILING : undefined;
    }
  }
}

/** The line through AWS' table: 189 connections with 2 GiB, 823 with 8, 1,669 with 16, 3,360 with 32. */
function connectionsOf(memoryGib: number): number {
  return Math.min(CEILING, Math.floor(105.7 * memoryGib - 22));
}
