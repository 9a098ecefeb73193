import { cidrsOverlap, parseCidr, subnetCidrs } from '../../constructs/network/subnet-cidrs';
import { networkAccount } from '../../constructs/network/owner';
import { at, type Problem, say } from '../../constructs/telling/problems';
import type { Environment } from '../schema';
import { allOf } from '../../constructs/telling/words';

/** What another environment's file says of its name, its accounts and its VPC. */
export interface Neighbour {
  readonly name: string;
  /** Its file, as people are told of it. */
  readonly file: string;
  /** The range of the VPC that it makes. */
  readonly cidr?: string;
  /** The account that the VPC is in. */
  readonly account?: string;
  /** Where it makes things on AWS: accounts with their region. */
  readonly places?: readonly string[];
}

/** Half of all addresses or more: two such ranges are everyone. */
function isAnywhere(range: string): boolean {
  const bits = parseCidr(range)?.bits;
  return bits !== undefined && bits <= 1;
}

/** Zones and ranges that cannot hold what is to be in them. */
export function networkProblems(environment: Environment, neighbours: readonly Neighbour[]): Problem[] {
  return [
    ...zoneProblems(environment),
    ...rangeProblems(environment),
    ...overlapProblems(environment, neighbours),
    ...subnetProblems(environment),
    ...firewallProblems(environment),
    ...endpointProblems(environment),
    ...listProblems(environment),
  ];
}

/** EKS, Aurora and whatever fails over want subnets in two zones. */
function zoneProblems({ network, cluster, postgres, redis }: Environment): Problem[] {
  if (network?.kind !== 'managed' || network.availabilityZones >= 2) return [];
  const reasons = [
    ...(cluster.kind === 'managed' ? ['EKS takes subnets in two zones at least'] : []),
    ...(postgres.kind === 'managed' ? ['Aurora takes subnets in two zones at least'] : []),
    ...(postgres.kind === 'managed' && postgres.readers > 0
      ? [`postgres.readers (${postgres.readers}) cannot take over in another zone`]
      : []),
    ...Object.entries(redis).flatMap(([use, server]) =>
      server.kind === 'managed' && server.replicas > 0
        ? [`redis.${use}.replicas (${server.replicas}) cannot take over in another zone`]
        : [],
    ),
  ];
  if (reasons.length === 0) return [];
  return [
    {
      says: say`${at('network.availabilityZones')} is ${network.availabilityZones}; it takes 2 or 3`,
      todo: say`${allOf(reasons)}`,
    },
  ];
}

/** The VPC's range has to hold three subnets in each zone. */
function rangeProblems({ network }: Environment): Problem[] {
  if (network?.kind !== 'managed') return [];
  const { cidr, availabilityZones } = network;
  if (!parseCidr(cidr)) {
    return [
      {
        says: say`${at('network.cidr')} is ${cidr}, which is no range; it begins with the range's first address`,
        todo: say`write 10.0.0.0/16, for example`,
      },
    ];
  }
  if (subnetCidrs(cidr, availabilityZones)) return [];
  return [
    {
      says: say`${at('network.cidr')} is ${cidr}; it takes a range from /16 to /22`,
      todo: say`AWS takes no larger VPC, and a smaller one has no room for a public, a private and a database subnet in each zone`,
    },
  ];
}

/**
 * Two VPCs with the same addresses can never be connected, by peering, a transit gateway or a VPN. Within an account
 * that is a mistake; of another account's network its own people decide, whose file must stop nobody else's deployment.
 */
function overlapProblems({ account, network }: Environment, neighbours: readonly Neighbour[]): Problem[] {
  const own = network?.kind === 'managed' ? parseCidr(network.cidr) : undefined;
  if (!own || network?.kind !== 'managed') return [];
  const ownAccount = account && networkAccount(account, network).id;
  return neighbours.flatMap(({ name, file, cidr, account: theirs }) => {
    if (theirs !== undefined && theirs !== ownAccount) return [];
    const other = cidr === undefined ? undefined : parseCidr(cidr);
    if (!other || !cidrsOverlap(own, other)) return [];
    return {
      says: say`${at('network.cidr')} (${network.cidr}) overlaps the one of ${name} (${cidr ?? ''}, in ${file})`,
      todo: say`networks with the same addresses can never be connected; give each environment a range of its own`,
    };
  });
}

/** Subnets of a VPC that exists already, each named once. */
function subnetProblems({ network }: Environment): Problem[] {
  if (network?.kind !== 'existing') return [];
  return (['privateSubnetIds', 'databaseSubnetIds', 'publicSubnetIds'] as const).flatMap((setting) => {
    const ids = network[setting] ?? [];
    const twice = ids.find((id, index) => ids.indexOf(id) !== index);
    return twice === undefined
      ? []
      : { says: say`${at(`network.${setting}`)} names ${twice} twice; each zone has a subnet of its own` };
  });
}

/** A firewall stands in front of NAT gateways. */
function firewallProblems({ network }: Environment): Problem[] {
  if (network?.kind !== 'managed' || network.egress.kind !== 'network-firewall' || network.nat !== 'none') return [];
  return [
    {
      says: say`${at('network.nat')} is none, but ${at('network.egress')} is network-firewall, which leads to NAT gateways; it takes single or per-az`,
      todo: say`without a NAT gateway nothing passes the firewall; dns-firewall filters names alone`,
    },
  ];
}

/** Where `protection` is on, the Kubernetes API is not open to the internet. */
function endpointProblems({ cluster, protection }: Environment): Problem[] {
  if (cluster.kind !== 'managed' || cluster.endpointAccess.kind !== 'public' || !protection) return [];
  const { allowedCidrs } = cluster.endpointAccess;
  const todo = say`list the ranges that need it, or write { kind: 'private' }; only an environment with ${at('protection')}: false may be open`;
  if (allowedCidrs.length === 0) {
    return [
      {
        says: say`${at('cluster.endpointAccess.allowedCidrs')} is empty, which opens the Kubernetes API to the internet`,
        todo,
      },
    ];
  }
  return allowedCidrs.filter(isAnywhere).map((range) => ({
    says: say`${at('cluster.endpointAccess.allowedCidrs')} holds ${range}, which opens the Kubernetes API to the internet`,
    todo,
  }));
}

/** Every range in a list of those who may connect has to be one. */
function listProblems({ cluster, gateway }: Environment): Problem[] {
  const lists = [
    ...(cluster.kind === 'managed'
      ? [{ path: 'cluster.endpointAccess.allowedCidrs', ranges: cluster.endpointAccess.allowedCidrs }]
      : []),
    ...(gateway.kind !== 'none' ? [{ path: 'gateway.allowedCidrs', ranges: gateway.allowedCidrs }] : []),
  ];
  return lists.flatMap(({ path, ranges }) =>
    ranges.flatMap((range, index) =>
      parseCidr(range)
        ? []
        : {
            says: say`${at(`${path}[${index}]`)} is ${JSON.stringify(range)}; it takes a range, "203.0.113.0/24" for example`,
          },
    ),
  );
}
