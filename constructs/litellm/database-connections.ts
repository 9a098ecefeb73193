import type { LiteLlmSettings } from './settings';
import type { OpenWebUiSettings } from '../open-webui/settings';

/** Pods of an application, and the connections that each may hold at the same time. */
export interface ConnectionDemand {
  readonly pods: number;
  readonly perPod: number;
}

/** Open WebUI's pool for vectors, which it opens beside the two others. */
export const VECTOR_POOL = { size: 5, overflow: 5 } as const;

/** Pools of Open WebUI's for everything else: code that waits has one, and code that does not the other. */
const POOLS = 2;

/** The part of its pods that a Deployment adds while it replaces them. */
const SURGE = 0.25;

/** Pods of LiteLLM's management API, where it is apart from the data plane. */
export function managementPods({ shape, replicas }: LiteLlmSettings): number {
  return shape === 'split' ? Math.min(replicas.min, 2) : 0;
}

/** What LiteLLM can ask of its database: all its pods, and those that come before the old ones go. */
export function litellmConnections(settings: LiteLlmSettings): ConnectionDemand {
  const surged = (pods: number) => pods + Math.ceil(pods * SURGE);
  const pods = surged(settings.replicas.max) + surged(managementPods(settings));
  // One worker in each pod, and each worker has one pool.
  return { pods, perPod: settings.databaseConnections };
}

/** What Open WebUI can ask of its database. Its old pods are gone before new ones start. */
export function openWebUiConnections({ replicas, maxReplicas, databasePool }: OpenWebUiSettings): ConnectionDemand {
  const pool = databasePool.size + databasePool.overflow;
  return { pods: maxReplicas ?? replicas, perPod: POOLS * pool + VECTOR_POOL.size + VECTOR_POOL.overflow };
}
