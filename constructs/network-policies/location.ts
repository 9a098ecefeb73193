import type { Flow, PodGroup } from './flow';

/** In the cluster, in the applications' namespace. */
export interface PodsLocation {
  readonly kind: 'pods';
  /** What clients connect to. */
  readonly groups: readonly PodGroup[];
  /** Where they tell metrics. @defaultValue nowhere */
  readonly metricsPorts?: readonly number[];
  /** Connections that it takes to work at all, whoever its clients are. */
  readonly ownFlows: readonly Flow[];
}

/** In subnets of the environment's VPC. */
export interface SubnetsLocation {
  readonly kind: 'subnets';
  readonly ranges: readonly string[];
  /** Connections that make it ready, whoever its clients are. */
  readonly ownFlows: readonly Flow[];
}

/** Somewhere else, known by a name that nobody can resolve before it runs. */
export interface OutsideLocation {
  readonly kind: 'outside';
}

/**
 * Where a data store is, as the network sees it. Every variant says it, so that the policies of its clients, and its
 * own, follow from the choice.
 */
export type NetworkLocation = PodsLocation | SubnetsLocation | OutsideLocation;
