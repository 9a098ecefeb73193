/** Pods of one namespace that are treated alike. */
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
  /** Pods of the namespace that the policies are for. */
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
  /** AWS Secrets Manager alone, where that can be told from the others. */
  | { readonly kind: 'secrets-manager' }
  /** The agent that hands out credentials of pods' roles. */
  | { readonly kind: 'pod-identity' }
  /** The Kubernetes API, on the ports that it has. */
  | { readonly kind: 'kubernetes-api' }
  /** Where the Kubernetes API calls webhooks from. */
  | { readonly kind: 'control-plane' }
  /** The environment's load balancer. */
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

/** Connections to one port of a group of pods. */
export function flowsInto(group: PodGroup, port: number, peers: readonly Peer[]): Flow[] {
  return peers.map((from) => ({ from, to: { kind: 'pods', group }, ports: [port] }));
}

/** All pods of some other namespaces. */
export function otherNamespaces(namespaces: readonly string[]): Peer[] {
  return namespaces.map((namespace) => ({ kind: 'other-namespace', namespace }));
}
