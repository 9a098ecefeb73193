import { type CidrRange, cidrsOverlap, cidrText, parseCidr } from '../network/subnet-cidrs';

/** Addresses of private networks: VPCs, clusters, whatever is connected to them. */
export const PRIVATE_RANGES = ['10.0.0.0/8', '100.64.0.0/10', '172.16.0.0/12', '192.168.0.0/16'] as const;

/** Addresses that are nobody's or the machine's own; the instance metadata service (169.254.169.254) is among them. */
const SPECIAL_RANGES = ['0.0.0.0/8', '127.0.0.0/8', '169.254.0.0/16', '224.0.0.0/3'];

/**
 * Every public address. A policy can also say "everything, except": the VPC CNI mixes the exceptions of all rules for
 * the same range, so that an exception meant for one rule takes away what another allows. Hence no exceptions.
 * @see https://github.com/aws/amazon-network-policy-controller-k8s/issues/146
 */
export const PUBLIC_RANGES: readonly string[] = rangesWithout([...PRIVATE_RANGES, ...SPECIAL_RANGES]);

/** Where EKS Pod Identity hands out credentials, on every node. It is not the instance metadata service. */
export const POD_IDENTITY_AGENT = { ranges: ['169.254.170.23/32'], port: 80 } as const;

/** Where a node's own DNS cache listens, in clusters that have one. */
export const NODE_LOCAL_DNS = '169.254.20.10/32';

/** The fewest ranges that hold every address outside the excluded ones. */
function rangesWithout(excluded: readonly string[]): string[] {
  const ranges = excluded.map((text) => {
    const range = parseCidr(text);
    if (!range) throw new Error(`${text} is no range`);
    return range;
  });
  return remaining({ first: 0, bits: 0 }, ranges).map(cidrText);
}

/** What is left of a range: all of it, nothing, or what is left of its halves. */
function remaining(range: CidrRange, excluded: readonly CidrRange[]): CidrRange[] {
  const touching = excluded.filter((other) => cidrsOverlap(range, other));
  if (touching.length === 0) return [range];
  if (touching.some(({ bits }) => bits <= range.bits)) return [];
  const bits = range.bits + 1;
  const lower = { first: range.first, bits };
  const upper = { first: range.first + 2 ** (32 - bits), bits };
  return [...remaining(lower, touching), ...remaining(upper, touching)];
}
