import type { ChartValue } from '../helm/chart-values';

/**
 * Pods with these labels spread over zones and nodes as far as there are any: a lost node or zone takes one replica.
 * They are never kept from starting for it.
 */
export function spread(matchLabels: Readonly<Record<string, string>>): readonly ChartValue[] {
  return ['topology.kubernetes.io/zone', 'kubernetes.io/hostname'].map((topologyKey) => ({
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable: 'ScheduleAnyway',
    labelSelector: { matchLabels },
  }));
}

/** Replicas of an operator: in a protected environment two, so that it stays while nodes are replaced. */
export function operatorReplicas(protection: boolean): number {
  return protection ? 2 : 1;
}

/** A pod's resources: memory is both asked for and limited, CPU only asked for, so that idle CPU may be used. */
export function resources(cpu: string, memory: string, memoryLimit = memory) {
  return { requests: { cpu, memory }, limits: { memory: memoryLimit } };
}
