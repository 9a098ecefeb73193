import { RouteTable } from '@cdktf/provider-aws/lib/route-table';
import { RouteTableAssociation } from '@cdktf/provider-aws/lib/route-table-association';
import { Subnet } from '@cdktf/provider-aws/lib/subnet';
import { Construct } from 'constructs';
import type { Names } from '../names/names';
import type { ZoneCidrs } from './subnet-cidrs';

export interface NetworkZoneProps {
  readonly names: Names;
  /** Tells the environment's zones apart in names; AWS chooses which of its own zones it is. */
  readonly letter: ZoneLetter;
  readonly vpcId: string;
  readonly availabilityZone: string;
  readonly cidrs: ZoneCidrs;
  /** The route tables that all zones share. Without one for them there are no public subnets. */
  readonly publicRouteTableId?: string;
  readonly databaseRouteTableId: string;
}

/** A subnet as another account meets it. */
export interface SharableSubnet {
  readonly id: string;
  readonly arn: string;
  readonly availabilityZone: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** What tells an environment's zones apart in names. */
export const ZONE_LETTERS = ['a', 'b', 'c'] as const;
/** What tells an environment's zones apart in names. */
export type ZoneLetter = (typeof ZONE_LETTERS)[number];

/** The tags by which load balancer controllers, EKS' own too, find the subnets to put a load balancer in. */
const LOAD_BALANCER_TAGS = {
  public: { 'kubernetes.io/role/elb': '1' },
  private: { 'kubernetes.io/role/internal-elb': '1' },
  database: {},
};

/** One availability zone's subnets: private, database, and public ones. Nothing gets a public address by itself in any. */
export class NetworkZone extends Construct {
  /** Absent where nothing is to reach the internet. */
  readonly publicSubnetId?: string;
  readonly privateSubnetId: string;
  readonly databaseSubnetId: string;
  /** The private subnet's own: which NAT gateway it leads to can differ from zone to zone. */
  readonly privateRouteTableId: string;
  /** The zone that AWS chose. */
  readonly availabilityZone: string;
  readonly privateCidr: string;
  /** What another account has to know of them to use them. */
  readonly subnets: Readonly<Record<'private' | 'database', SharableSubnet>> & { readonly public?: SharableSubnet };
  private readonly props: NetworkZoneProps;

  constructor(scope: Construct, id: string, props: NetworkZoneProps) {
    super(scope, id);
    this.props = props;
    const privateRoutes = new RouteTable(this, 'private-routes', {
      vpcId: props.vpcId,
      tags: { Name: props.names.of(`private-${props.letter}`) },
    });
    this.privateRouteTableId = privateRoutes.id;
    const ofInternet = props.publicRouteTableId && this.subnet('public', props.publicRouteTableId);
    this.subnets = {
      ...(ofInternet ? { public: ofInternet } : {}),
      private: this.subnet('private', privateRoutes.id),
      database: this.subnet('database', props.databaseRouteTableId),
    };
    this.publicSubnetId = this.subnets.public?.id;
    this.privateSubnetId = this.subnets.private.id;
    this.databaseSubnetId = this.subnets.database.id;
    this.availabilityZone = this.subnets.private.availabilityZone;
    this.privateCidr = props.cidrs.private;
  }

  private subnet(kind: keyof ZoneCidrs, routeTableId: string): SharableSubnet {
    const { names, letter, vpcId, availabilityZone, cidrs } = this.props;
    const tags = { Name: names.of(`${kind}-${letter}`), ...LOAD_BALANCER_TAGS[kind] };
    const subnet = new Subnet(this, kind, {
      vpcId,
      availabilityZone,
      cidrBlock: cidrs[kind],
      mapPublicIpOnLaunch: false,
      tags,
      // A zone that AWS opens later may move the others in its list; a subnet cannot move.
      lifecycle: { ignoreChanges: ['availability_zone'] },
    });
    new RouteTableAssociation(this, `${kind}-association`, { subnetId: subnet.id, routeTableId });
    return { id: subnet.id, arn: subnet.arn, availabilityZone: subnet.availabilityZone, tags };
  }
}
