import type { Labels } from '../network-policies/flow';

/** What of an application can be reached from outside, and how its pods are treated behind a load balancer. */
export interface Exposure {
  /** Path prefixes that are closed though a shorter one is open. */
  readonly closed: readonly string[];
  /** Path prefixes that are open; every other path answers 404. */
  readonly open: readonly string[];
  /** What the load balancer asks the pods themselves; it need not be open. */
  readonly healthCheckPath: string;
  /** Whether a browser stays with the pod that it began with. */
  readonly sticky: boolean;
}

/** The pods that a route leads to, for proxies inside the cluster. */
export interface RoutedPods {
  readonly labels: Labels;
  readonly port: number;
}

/**
 * Seconds for which nothing may flow on a request before it is cut, on every hop alike: a model that thinks sends
 * nothing for minutes. LiteLLM gives up on a model after 600 s by default.
 */
export const STREAM_IDLE_SECONDS = 600;

/** How long a browser stays with its pod, in seconds. */
export const STICKINESS_SECONDS = 86_400;
