import type { ConnectionDemand } from '../postgres/connection-demand';
import type { LiteLlmSettings } from './settings';

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
