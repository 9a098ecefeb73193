import type { ConnectionDemand } from '../postgres/connection-demand';
import type { OpenWebUiSettings } from './settings';

/** Open WebUI's pool for vectors, which it opens beside the two others. */
export const VECTOR_POOL = { size: 5, overflow: 5 } as const;

/** Pools of Open WebUI's for everything else: code that waits has one, and code that does not the other. */
const POOLS = 2;

/** What Open WebUI can ask of its database. Its old pods are gone before new ones start. */
export function openWebUiConnections({ replicas, maxReplicas, databasePool }: OpenWebUiSettings): ConnectionDemand {
  const pool = databasePool.size + databasePool.overflow;
  return { pods: maxReplicas ?? replicas, perPod: POOLS * pool + VECTOR_POOL.size + VECTOR_POOL.overflow };
}
