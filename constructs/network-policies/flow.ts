/** Pods of the applications' namespace that are treated alike. */
export interface PodGroup {
  /** Names the group's policies: `litellm`, `infra-valkey`. */
  readonly name: string;
  /**
   * Labels that the pods have and that the selector of their Service names: the VPC CNI sees the address of a Service,
   * and finds the Service by these.
   */
  readonly labels: Labels;
}

/** Labels of pods. */
export type Labels = Readonly<Record<string, string>>;

/** One end of a connection, as a network knows it: it has addresses and labels, but no names. */
export type Peer =
  /** Pods of the applications' namespace. */
  | { readonly kind: 'pods'; readonly group: PodGroup }
  /** Pods of another namespace: all of them where no labels are given. */
  | { readonly kind: 'other-namespace'; readonly namespace: string; readonly labels?: Labels }
  | { readonly kind: 'ranges'; readonly ranges: readonly string[] }
  /** Any public address. */
  | { readonly kind: 'internet' }
  /** Any address, public or private, for what is known only by a name that may stand for either. */
  | { readonly kind: 'anywhere' }
  /** AWS' own services, by their public addresses or through endpoints in the VPC. */
  | { readonly kind: 'aws-services' }
  | { readonly kind: 'kubernetes-api' }
  /** The environment's Application Load Balancer. */
  | { readonly kind: 'load-balancer'; readonly scheme: 'internal' | 'internet-facing' };

/** Where something is, and on which ports. */
export interface Destination {
  readonly to: Peer;
  /** TCP ports of the pods or servers themselves; every port where they are left out. */
  readonly ports?: readonly number[];
}

/** A connection that may be made: the policies of both ends are derived from it. */
export interface Flow extends Destination {
  readonly from: Peer;
}

/** Connections from one group of pods. */
export function flowsFrom(group: PodGroup, destinations: readonly Destination[]): Flow[] {
  return destinations.map((destination) => ({ from: { kind: 'pods', group }, ...destination }));
}
