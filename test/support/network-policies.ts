import type { ClusterConnection } from '../../constructs/cluster';
import { type NetworkPolicyWiring, surroundingsOf } from '../../constructs/network-policies';
import { NetworkPolicySettings } from '../../constructs/network-policies/settings';
import { parseCidr } from '../../constructs/network/subnet-cidrs';
import type { Environment } from '../../environments/schema';
import { layers } from './applications';
import type { Manifest } from './helm-release';
import { resources, type TerraformJson } from './terraform-json';

type Labels = Readonly<Record<string, string>>;

/** One end of a connection: a pod of the applications' namespace or of another one, or an address. */
export type End = { readonly labels: Labels; readonly namespace?: string } | { readonly address: string };

interface Selector {
  readonly matchLabels?: Labels;
}

interface PeerRule {
  readonly podSelector?: Selector;
  readonly namespaceSelector?: Selector;
  readonly ipBlock?: { readonly cidr: string; readonly except?: readonly string[] };
}

interface Rule {
  readonly from?: readonly PeerRule[];
  readonly to?: readonly PeerRule[];
  readonly ports?: readonly { readonly protocol: string; readonly port?: number }[];
}

interface PolicySpec {
  readonly podSelector: Selector;
  readonly policyTypes: readonly ('Ingress' | 'Egress')[];
  readonly ingress?: readonly Rule[];
  readonly egress?: readonly Rule[];
}

const NAMESPACE = 'inferencehub';

/** What the policies of operators are made with, where nothing is said of them. */
export function networkPolicyWiring(
  cluster: ClusterConnection = { kind: 'kubeconfig', path: '~/.kube/config' },
): NetworkPolicyWiring {
  const settings = NetworkPolicySettings.parse({});
  return { settings, surroundings: surroundingsOf(cluster, undefined, settings) };
}

/** An environment's network policies, read as Kubernetes reads them. */
export class NetworkPolicyReader {
  readonly policies: readonly Manifest[];
  /** The environment's stacks, by their layer. */
  readonly layers: Readonly<Record<string, TerraformJson>>;
  /** The namespaces that the environment makes. */
  readonly namespaces: readonly string[];

  constructor(settings: Environment) {
    this.layers = layers(settings);
    const stacks = Object.values(this.layers);
    this.namespaces = stacks.flatMap((json) =>
      resources(json, 'kubernetes_namespace_v1').map(({ metadata }) => (metadata as { name: string }).name),
    );
    this.policies = stacks.flatMap((json) =>
      Object.values(json.resource?.helm_release ?? {}).flatMap(({ values, repository }) => {
        const text = repository === undefined ? (values as readonly string[] | undefined)?.[0] : undefined;
        const { resources: objects = [] } = JSON.parse(text ?? '{}') as { resources?: readonly Manifest[] };
        return objects.filter(({ kind }) => kind === 'NetworkPolicy');
      }),
    );
  }

  /** Whether one may open a connection to the other. Both have to agree; what no policy selects always does. */
  allows(from: End, to: End, port: number, protocol = 'TCP'): boolean {
    return this.agrees('Egress', from, to, port, protocol) && this.agrees('Ingress', to, from, port, protocol);
  }

  /** The names of everything that a pod may open a connection to, among what is given. */
  reachable(from: End, others: Readonly<Record<string, { readonly end: End; readonly port: number }>>): string[] {
    return Object.entries(others)
      .filter(([, { end, port }]) => this.allows(from, end, port))
      .map(([name]) => name);
  }

  private agrees(type: 'Ingress' | 'Egress', own: End, other: End, port: number, protocol: string): boolean {
    if (!('labels' in own)) return true;
    const namespace = own.namespace ?? NAMESPACE;
    const specs = this.policies
      .filter(({ metadata }) => metadata.namespace === namespace)
      .map(({ spec }) => spec as PolicySpec)
      .filter(({ podSelector, policyTypes }) => policyTypes.includes(type) && selects(podSelector, own.labels));
    if (specs.length === 0) return true;
    const rules = specs.flatMap(({ ingress = [], egress = [] }) => (type === 'Ingress' ? ingress : egress));
    return rules.some(
      ({ from, to, ports = [] }) =>
        ports.some((one) => one.protocol === protocol && (one.port ?? port) === port) &&
        // A rule that names no end is for everyone.
        ((from ?? to)?.some((peer) => matches(peer, other, namespace)) ?? true),
    );
  }
}

function selects({ matchLabels = {} }: Selector, labels: Labels): boolean {
  return Object.entries(matchLabels).every(([name, value]) => labels[name] === value);
}

/** Whether a rule of a policy in a namespace means an end. */
function matches({ podSelector, namespaceSelector, ipBlock }: PeerRule, end: End, ofPolicy: string): boolean {
  if (ipBlock) return 'address' in end && !ipBlock.cidr.includes('${') && contains(ipBlock.cidr, end.address);
  if (!('labels' in end)) return false;
  const namespace = end.namespace ?? NAMESPACE;
  const inNamespace = namespaceSelector
    ? selects(namespaceSelector, { 'kubernetes.io/metadata.name': namespace })
    : namespace === ofPolicy;
  return inNamespace && (podSelector === undefined || selects(podSelector, end.labels));
}

/** Whether a range holds an address. */
export function contains(cidr: string, address: string): boolean {
  const range = parseCidr(cidr);
  const single = parseCidr(`${address}/32`);
  if (!range || !single) throw new Error(`${cidr} or ${address} is none`);
  return single.first >= range.first && single.first < range.first + 2 ** (32 - range.bits);
}
