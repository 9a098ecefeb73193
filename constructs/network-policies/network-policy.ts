import type { KubernetesManifest } from '../helm/manifest-release';
import { ciliumPolicy, type EntityEgress } from './cilium-policy';
import type { Flow, Labels, Peer, PodGroup } from './flow';
import type { CiliumEntity, Reach, Surroundings } from './surroundings';

const API_VERSION = 'networking.k8s.io/v1';

/** The label that Kubernetes itself gives each namespace. */
const NAMESPACE_LABEL = 'kubernetes.io/metadata.name';

/** The cluster's DNS: CoreDNS has this label in every distribution. */
const CLUSTER_DNS = { namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } };

export interface NetworkPoliciesOptions {
  /** First part of the policies' names, where several releases of a namespace have some. */
  readonly prefix?: string;
  readonly namespace: string;
  readonly surroundings: Surroundings;
}

/** Nothing in the namespace may be reached and nothing may reach anything, but for what other policies allow. */
export function denyByDefault(namespace: string): KubernetesManifest {
  return policy('deny-by-default', namespace, {}, { policyTypes: ['Ingress', 'Egress'] });
}

/**
 * The policies of all pods that a flow begins or ends at, one for each group: what the one end may open, the other
 * end lets in. Who may open a connection may ask DNS.
 */
export function networkPolicies(flows: readonly Flow[], options: NetworkPoliciesOptions): KubernetesManifest[] {
  const { namespace, prefix, surroundings } = options;
  const groups = new Map(flows.flatMap(podsOf).map((group) => [group.name, group]));
  return [...groups.values()].flatMap((group) => {
    const outgoing = distinct(
      merged(
        flows.filter(({ from }) => isOf(from, group)),
        ({ to }) => to,
      ),
      surroundings,
    );
    const incoming = merged(
      flows.filter(({ to }) => isOf(to, group)),
      ({ from }) => from,
    );
    const egress = outgoing.flatMap((end) => rules('to', end, surroundings));
    const entities = outgoing.flatMap((end) => entityEgress(end, surroundings));
    const opens = egress.length > 0 || entities.length > 0;
    const name = [prefix, group.name].filter(Boolean).join('-');
    const ingress = incoming.flatMap((end) => rules('from', end, surroundings));
    return [
      policy(name, namespace, group.labels, {
        policyTypes: [...(ingress.length > 0 ? ['Ingress'] : []), ...(opens ? ['Egress'] : [])],
        ingress: ingress.length > 0 ? ingress : undefined,
        egress: opens ? [dnsRule(surroundings), ...egress] : undefined,
      }),
      ...(entities.length > 0 ? [ciliumPolicy(name, namespace, group, entities)] : []),
    ];
  });
}

function policy(
  name: string,
  namespace: string,
  matchLabels: Labels,
  rules: Readonly<Record<string, KubernetesManifest[string]>>,
): KubernetesManifest {
  return {
    apiVersion: API_VERSION,
    kind: 'NetworkPolicy',
    metadata: { name, namespace },
    spec: { podSelector: Object.keys(matchLabels).length > 0 ? { matchLabels } : {}, ...rules },
  };
}

function podsOf({ from, to }: Flow): PodGroup[] {
  return [from, to].flatMap((peer) => (peer.kind === 'pods' ? [peer.group] : []));
}

function isOf(peer: Peer, group: PodGroup): boolean {
  return peer.kind === 'pods' && peer.group.name === group.name;
}

/** One end of some flows, and the ports on which they meet it. */
interface PeerPorts {
  readonly peer: Peer;
  /** Absent for every port. */
  readonly ports?: readonly number[];
}

/** Flows with the same other end, as one. */
function merged(flows: readonly Flow[], otherEnd: (flow: Flow) => Peer): PeerPorts[] {
  const byPeer = new Map<unknown, PeerPorts>();
  for (const flow of flows) {
    const peer = otherEnd(flow);
    const key = identity(peer);
    const known = byPeer.get(key);
    const ports = known ? known.ports && flow.ports && [...known.ports, ...flow.ports] : flow.ports;
    byPeer.set(key, { peer, ports });
  }
  return [...byPeer.values()];
}

/** Without the internet where it is allowed as part of another end: a policy must not say its many ranges twice. */
function distinct(
  peers: readonly PeerPorts[],
  { internet, awsServices, anywhere }: Surroundings,
): readonly PeerPorts[] {
  const ranges: Readonly<Record<string, readonly string[]>> = { 'aws-services': awsServices, anywhere };
  const wider = peers.filter(({ peer }) => internet.every((range) => ranges[peer.kind]?.includes(range) ?? false));
  return peers.filter(
    ({ peer, ports }) => peer.kind !== 'internet' || !wider.some((other) => includesPorts(other.ports, ports)),
  );
}

function includesPorts(all: PeerPorts['ports'], some: PeerPorts['ports']): boolean {
  return all === undefined || (some?.every((port) => all.includes(port)) ?? false);
}

/** What tells one peer from another; ranges, which may be references, are told apart by their list. */
function identity(peer: Peer): unknown {
  switch (peer.kind) {
    case 'pods':
      return `pods ${peer.group.name}`;
    case 'other-namespace':
      return `namespace ${peer.namespace} ${Object.entries(peer.labels ?? {}).join(' ')}`;
    case 'ranges':
      return peer.ranges;
    case 'load-balancer':
      return `load balancer ${peer.scheme}`;
    case 'internet':
    case 'anywhere':
    case 'aws-services':
    case 'secrets-manager':
    case 'pod-identity':
    case 'kubernetes-api':
    case 'control-plane':
      return peer.kind;
  }
}

/** The rule for one end; none where it has no address. */
function rules(key: 'from' | 'to', { peer, ports }: PeerPorts, surroundings: Surroundings) {
  const ends = selectors(peer, surroundings);
  const onThem = onPorts(portsOf({ peer, ports }, surroundings));
  // A rule that names no end is for everyone.
  if (ends === 'everyone') return [onThem];
  return ends.length > 0 ? [{ [key]: ends, ...onThem }] : [];
}

/** The way to one end, where it is something that Cilium has a name for. */
function entityEgress(end: PeerPorts, surroundings: Surroundings): EntityEgress[] {
  const to = addresses(end.peer, surroundings);
  return to !== undefined && isEntity(to) ? [{ to, ports: portsOf(end, surroundings) ?? [] }] : [];
}

function portsOf({ peer, ports }: PeerPorts, { kubernetesApi }: Surroundings): PeerPorts['ports'] {
  return peer.kind === 'kubernetes-api' ? kubernetesApi.ports : ports;
}

type Selectors = object[] & KubernetesManifest[string];

function selectors(peer: Peer, surroundings: Surroundings): Selectors | 'everyone' {
  if (peer.kind === 'pods') return [{ podSelector: { matchLabels: peer.group.labels } }];
  if (peer.kind === 'other-namespace') return [podsElsewhere(peer)];
  const reach = addresses(peer, surroundings);
  if (reach === 'everyone') return reach;
  // No address stands for what Cilium has a name for.
  return reach === undefined || isEntity(reach) ? [] : blocks(reach);
}

/** Where an end is that has no labels. */
function addresses(peer: Peer, surroundings: Surroundings): Reach | undefined {
  switch (peer.kind) {
    case 'pods':
    case 'other-namespace':
      return undefined;
    case 'ranges':
      return peer.ranges;
    case 'internet':
      return surroundings.internet;
    case 'anywhere':
      return surroundings.anywhere;
    case 'aws-services':
      return surroundings.awsServices;
    case 'secrets-manager':
      return surroundings.secretsManager;
    case 'pod-identity':
      return surroundings.podIdentity;
    case 'kubernetes-api':
      return surroundings.kubernetesApi.at;
    case 'control-plane':
      return surroundings.controlPlane;
    case 'load-balancer':
      return surroundings.loadBalancers[peer.scheme];
  }
}

function isEntity(reach: Reach): reach is CiliumEntity {
  return typeof reach === 'object' && 'entity' in reach;
}

function podsElsewhere({ namespace, labels }: { readonly namespace: string; readonly labels?: Labels }) {
  return {
    namespaceSelector: { matchLabels: { [NAMESPACE_LABEL]: namespace } },
    ...(labels ? { podSelector: { matchLabels: labels } } : {}),
  };
}

function blocks(ranges: readonly string[]) {
  return ranges.map((cidr) => ({ ipBlock: { cidr } }));
}

function onPorts(ports: readonly number[] | undefined) {
  if (ports === undefined) return { ports: [{ protocol: 'TCP' }] };
  const each = [...new Set(ports)].sort((one, other) => one - other);
  return { ports: each.map((port) => ({ protocol: 'TCP', port })) };
}

function dnsRule({ dns }: Surroundings) {
  return {
    to: [podsElsewhere(CLUSTER_DNS), ...blocks(dns)],
    ports: ['UDP', 'TCP'].map((protocol) => ({ protocol, port: 53 })),
  };
}
