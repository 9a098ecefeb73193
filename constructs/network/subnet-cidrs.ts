/** The ranges of one availability zone's three subnets. */
export interface ZoneCidrs {
  /** Load balancers that face the internet, and NAT gateways. */
  readonly public: string;
  /** Nodes and pods: each pod takes an address, so these are the largest. */
  readonly private: string;
  /** Aurora and ElastiCache. */
  readonly database: string;
}

/**
 * An Application Load Balancer takes no subnet smaller than a /27.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html#availability-zones
 */
const SMALLEST_SUBNET = 27;
/** AWS takes no VPC larger than a /16. */
const LARGEST_VPC = 16;
/** How many bits longer than the VPC's the network's part is: a quarter, an eighth, a thirty-second of the range. */
const ZONE_BITS = 2;
const MOST_ZONES = 3;
const PRIVATE_BITS = 3;
const SMALL_BITS = 5;

/**
 * Cuts a VPC's range into subnets, the same way for one, two or three zones, so that a zone can be added later
 * without moving what exists: zone `n` takes the `n`th quarter; half of that is private, and from the other half
 * come a public and a database subnet, each a quarter of the private one's size. The last quarter stays free, but for a
 * firewall.
 *
 * @param cidr the VPC's range, in CIDR notation
 * @param zones how many availability zones
 * @returns undefined where the range is no range, or too small (a /22 is the smallest) or too large for it
 */
export function subnetCidrs(cidr: string, zones: number): readonly ZoneCidrs[] | undefined {
  const vpc = parseCidr(cidr);
  if (!vpc || vpc.bits < LARGEST_VPC || vpc.bits + SMALL_BITS > SMALLEST_SUBNET) return undefined;
  return Array.from({ length: zones }, (_, zone) => {
    const quarter = vpc.first + zone * size(vpc.bits + ZONE_BITS);
    const rest = quarter + size(vpc.bits + PRIVATE_BITS);
    return {
      private: cidrText({ first: quarter, bits: vpc.bits + PRIVATE_BITS }),
      public: cidrText({ first: rest, bits: vpc.bits + SMALL_BITS }),
      database: cidrText({ first: rest + size(vpc.bits + SMALL_BITS), bits: vpc.bits + SMALL_BITS }),
    };
  });
}

/** The ranges of one availability zone's two subnets that a firewall takes. */
export interface FirewallCidrs {
  /** The firewall's endpoint. */
  readonly firewall: string;
  /** The NAT gateway, apart from load balancers: what comes back to it goes through the firewall, and theirs does not. */
  readonly nat: string;
}

/** The firewall's subnets, in the quarter that zones leave free: first those of its endpoints, then the NAT gateways'. */
export function firewallCidrs(cidr: string, zones: number): readonly FirewallCidrs[] | undefined {
  const vpc = parseCidr(cidr);
  if (!vpc || !subnetCidrs(cidr, zones)) return undefined;
  const bits = vpc.bits + SMALL_BITS;
  const free = vpc.first + MOST_ZONES * size(vpc.bits + ZONE_BITS);
  const nth = (index: number) => cidrText({ first: free + index * size(bits), bits });
  return Array.from({ length: zones }, (_, zone) => ({ firewall: nth(zone), nat: nth(MOST_ZONES + zone) }));
}

/** A range of addresses: the first one as a number, and the length of the network's part in bits. */
export interface CidrRange {
  readonly first: number;
  readonly bits: number;
}

/** @returns undefined for what is no range, or whose address is not the first of its range (`10.0.0.1/16`) */
export function parseCidr(cidr: string): CidrRange | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(cidr);
  if (!match) return undefined;
  const [bits, ...octets] = [match[5], match[1], match[2], match[3], match[4]].map(Number) as [number, ...number[]];
  if (bits > 32 || octets.some((octet) => octet > 255)) return undefined;
  const first = octets.reduce((address, octet) => address * 256 + octet, 0);
  return first % size(bits) === 0 ? { first, bits } : undefined;
}

/** Whether two ranges share an address. */
export function cidrsOverlap(one: CidrRange, other: CidrRange): boolean {
  return one.first < other.first + size(other.bits) && other.first < one.first + size(one.bits);
}

/** How many addresses a range of so many network bits has. */
function size(bits: number): number {
  return 2 ** (32 - bits);
}

/** A range in CIDR notation. */
export function cidrText({ first, bits }: CidrRange): string {
  const octets = [24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256);
  return `${octets.join('.')}/${bits}`;
}
