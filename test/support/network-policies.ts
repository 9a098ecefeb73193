import { parseCidr } from '../../constructs/network/subnet-cidrs';
import type { Environment } from '../../environments/schema';
import { layers } from './applications';
import type { Manifest } from './helm-release';

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

/** An environment's network policies, read as Kubernetes reads them. */
export class NetworkPolicyReader {
  readonly policies: readonly Manifest[];

  constructor(settings: Environment) {
    this.policies = Object.values(layers(settings)).flatMap((json) =>
      Object.values(json.resource?.helm_release ?? {}).flatMap(({ values, repository }) => {
        const text = repository === undefined ? (values as readonly string[] | undefined)?.[0] : undefined;
        const { resources = [] } = JSON.parse(text ?? '{}') as { resources?: readonly Manifest[] };
        return resources.filter(({ kind }) => kind === 'NetworkPolicy');
      }),
    );
  }

  /** Whether one may open a connection to the other. Both have to agree; what is no pod of the namespace always does. */
  allows(from: End, to: End, port: number, protocol = 'TCP'): boolean {
    return this.agrees('Egress', from, to, port, protocol) && this.agrees('Ingress', to, from, port, protocol);
  }

  /** The names of all groups of pods that a pod may open a connection to, among those given. */
  reachable(from: End, others: Readonly<Record<string, { readonly end: End; readonly port: number }>>): string[] {
    return Object.entries(others)
      .filter(([, { end, port }]) => this.allows(from, end, port))
      .map(([name]) => name);
  }

  private agrees(type: 'Ingress' | 'Egress', own: End, other: End, port: number, protocol: string): boolean {
    if (!('labels' in own) || (own.namespace ?? NAMESPACE) !== NAMESPACE) return true;
    const specs = this.policies
      .map(({ spec }) => spec as PolicySpec)
      .filter(({ podSelector, policyTypes }) => policyTypes.includes(type) && selects(podSelector, own.labels));
    if (specs.length === 0) return true;
    const rules = specs.flatMap(({ ingress = [], egress = [] }) => (type === 'Ingress' ? ingress : egress));
    return rules.some(
      ({ from, to, ports = [] }) =>
        ports.some((one) => one.protocol === protocol && (one.port ?? port) === port) &&
        (from ?? to ?? []).some((peer) => matches(peer, other)),
    );
  }
}

function selects({ matchLabels = {} }: Selector, labels: Labels): boolean {
  return Object.entries(matchLabels).every(([name, value]) => labels[name] === value);
}

function matches({ podSelector, namespaceSelector, ipBlock }: PeerRule, end: End): boolean {
  if (ipBlock) return 'address' in end && !ipBlock.cidr.includes('${') && contains(ipBlock.cidr, end.address);
  if (!('labels' in end)) return false;
  const namespace = end.namespace ?? NAMESPACE;
  const inNamespace = namespaceSelector
    ? selects(namespaceSelector, { 'kubernetes.io/metadata.name': namespace })
    : namespace === NAMESPACE;
  return inNamespace && (podSelector === undefined || selects(podSelector, end.labels));
}

/** Whether a range holds an address. */
export function contains(cidr: string, address: string): boolean {
  const range = parseCidr(cidr);
  const single = parseCidr(`${address}/32`);
  if (!range || !single) throw new Error(`${cidr} or ${address} is none`);
  return single.first >= range.first && single.first < range.first + 2 ** (32 - range.bits);
}
