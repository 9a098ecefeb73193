import { DataAwsAvailabilityZones } from '@cdktf/provider-aws/lib/data-aws-availability-zones';
import { DefaultSecurityGroup } from '@cdktf/provider-aws/lib/default-security-group';
import { InternetGateway } from '@cdktf/provider-aws/lib/internet-gateway';
import { Route } from '@cdktf/provider-aws/lib/route';
import { RouteTable } from '@cdktf/provider-aws/lib/route-table';
import { Vpc } from '@cdktf/provider-aws/lib/vpc';
import { Fn } from 'cdktf';
import { Construct } from 'constructs';
import type { NetworkConnection, SubnetRanges } from './connection';
import { FlowLogs } from './flow-logs';
import type { NetworkWiring } from './wiring';
import { NatGateways, type NatZone } from './nat-gateways';
import { NetworkFirewall } from './network-firewall';
import { NetworkZone, ZONE_LETTERS, type ZoneLetter } from './network-zone';
import { type ManagedNetworkSettings, natChoice, type VpcEndpointService } from './settings';
import { SharedSubnets } from './shared-subnets';
import { subnetCidrs, type ZoneCidrs } from './subnet-cidrs';
import { VpcEndpoints } from './vpc-endpoints';

export interface ManagedNetworkProps extends NetworkWiring {
  readonly settings: ManagedNetworkSettings;
}

/**
 * Zones that EKS puts no control plane in.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html
 */
const ZONES_WITHOUT_EKS = ['use1-az3', 'usw1-az2', 'cac1-az3'];

/**
 * A VPC of the environment's own, with a way to the internet or without.
 * @example
 * ```ts
 * const network = new ManagedNetwork(this, 'network', {
 *   ...common,
 *   services: ['s3', 'ecr', 'secretsmanager'],
 *   settings: managedNetworkSettings({ kind: 'managed', cidr: '10.20.0.0/16', nat: 'single' }),
 * });
 * ```
 */
export class ManagedNetwork extends Construct implements NetworkConnection {
  readonly vpcId: string;
  readonly cidr: string;
  readonly privateSubnetIds: readonly string[];
  readonly databaseSubnetIds: readonly string[];
  readonly publicSubnetIds: readonly string[];
  readonly subnetRanges: SubnetRanges;
  readonly endpoints: readonly VpcEndpointService[];
  readonly reachableRanges?: readonly string[];
  private readonly props: ManagedNetworkProps;

  constructor(scope: Construct, id: string, props: ManagedNetworkProps) {
    super(scope, id);
    this.props = props;
    const { settings, names, account, protection, participant } = props;
    const isClosed = settings.egress.kind === 'none';
    if (settings.egress.kind === 'none') {
      this.reachableRanges = [...new Set(settings.egress.privateHosts.flatMap(({ ranges }) => ranges))];
    }
    const vpc = new Vpc(this, 'vpc', {
      cidrBlock: settings.cidr,
      enableDnsSupport: true,
      enableDnsHostnames: true,
      tags: { Name: names.of('vpc') },
    });
    this.vpcId = vpc.id;
    this.cidr = settings.cidr;
    // AWS makes this group; without rules nothing that lands in it by mistake can talk to anything.
    new DefaultSecurityGroup(this, 'default-security-group', { vpcId: vpc.id, ingress: [], egress: [] });

    const cidrs = subnetCidrs(settings.cidr, settings.availabilityZones);
    if (!cidrs) throw new Error(`${settings.cidr} cannot be cut into subnets`);
    this.subnetRanges = {
      private: cidrs.map((zone) => zone.private),
      database: cidrs.map((zone) => zone.database),
      public: isClosed ? [] : cidrs.map((zone) => zone.public),
    };
    const internetGateway = isClosed ? undefined : this.internetGateway();
    const zones = this.zones(internetGateway, cidrs);
    this.publicSubnetIds = zones.flatMap(([, { publicSubnetId }]) => publicSubnetId ?? []);
    this.privateSubnetIds = zones.map(([, zone]) => zone.privateSubnetId);
    this.databaseSubnetIds = zones.map(([, zone]) => zone.databaseSubnetId);

    if (participant) new SharedSubnets(this, 'shared', { names, zones, participant });
    if (internetGateway) this.waysOut(internetGateway, zones);
    this.endpoints = settings.endpoints ?? props.services;
    new VpcEndpoints(this, 'endpoints', {
      names,
      account,
      userAccountId: participant?.accountId ?? account.id,
      services: this.endpoints,
      egress: settings.egress.kind,
      adoptedBuckets: props.adoptedBuckets,
      vpcId: vpc.id,
      cidr: settings.cidr,
      subnetIds: this.privateSubnetIds,
      routeTableIds: zones.map(([, zone]) => zone.privateRouteTableId),
    });
    new FlowLogs(this, 'flow-logs', {
      names,
      account,
      protection,
      vpcId: vpc.id,
      retentionDays: settings.flowLogRetentionDays,
    });
  }

  /** NAT gateways, and a firewall in front of them where there is to be one. */
  private waysOut(internetGateway: InternetGateway, zones: readonly (readonly [ZoneLetter, NetworkZone])[]): void {
    const { settings, names, account, protection, allowed } = this.props;
    const firewall =
      settings.egress.kind === 'network-firewall'
        ? new NetworkFirewall(this, 'firewall', {
            names,
            account,
            protection,
            vpcId: this.vpcId,
            cidr: settings.cidr,
            zones: zones.map(([, zone]) => zone),
            internetGatewayId: internetGateway.id,
            allowed: allowed ?? { domains: [], ports: [] },
            logRetentionDays: settings.flowLogRetentionDays,
          })
        : undefined;
    const nat = new NatGateways(this, 'nat', {
      names,
      choice: natChoice(settings),
      zones: firewall?.natZones ?? zones.flatMap(([letter, zone]) => unfiltered(letter, zone)),
      internetGateway,
    });
    firewall?.lead(nat.routes);
  }

  private internetGateway(): InternetGateway {
    return new InternetGateway(this, 'internet-gateway', {
      vpcId: this.vpcId,
      tags: { Name: this.props.names.of('internet') },
    });
  }

  /** The public subnets' way to the internet. */
  private publicRoutes(gatewayId: string): string {
    const routes = new RouteTable(this, 'public-routes', {
      vpcId: this.vpcId,
      tags: { Name: this.props.names.of('public') },
    });
    new Route(this, 'internet', { routeTableId: routes.id, destinationCidrBlock: '0.0.0.0/0', gatewayId });
    return routes.id;
  }

  private zones(
    internetGateway: InternetGateway | undefined,
    cidrs: readonly ZoneCidrs[],
  ): (readonly [ZoneLetter, NetworkZone])[] {
    const { settings, names, account } = this.props;
    const available = new DataAwsAvailabilityZones(this, 'available', {
      state: 'available',
      // Not the local and wavelength zones that an account has opted in to.
      filter: [{ name: 'opt-in-status', values: ['opt-in-not-required'] }],
      excludeZoneIds: ZONES_WITHOUT_EKS,
      lifecycle: {
        postcondition: [
          {
            condition: `\${length(self.names) >= ${settings.availabilityZones}}`,
            errorMessage: `${account.region} has fewer than ${settings.availabilityZones} availability zones for EKS; set network.availabilityZones to less.`,
          },
        ],
      },
    });
    const publicRouteTableId = internetGateway && this.publicRoutes(internetGateway.id);
    // No route but the VPC's own: nothing there reaches the internet, and nothing of the internet reaches it.
    const databaseRoutes = new RouteTable(this, 'database-routes', {
      vpcId: this.vpcId,
      tags: { Name: names.of('database') },
    });
    return ZONE_LETTERS.flatMap((letter, index) => {
      const zoneCidrs = cidrs[index];
      if (!zoneCidrs) return [];
      const zone = new NetworkZone(this, `zone-${letter}`, {
        names,
        letter,
        vpcId: this.vpcId,
        availabilityZone: Fn.element(available.names, index) as string,
        cidrs: zoneCidrs,
        publicRouteTableId,
        databaseRouteTableId: databaseRoutes.id,
      });
      return [[letter, zone] as const];
    });
  }
}

/** A zone whose private subnet leads to a NAT gateway in the public one. */
function unfiltered(letter: ZoneLetter, { publicSubnetId, privateRouteTableId }: NetworkZone): NatZone[] {
  return publicSubnetId === undefined ? [] : [{ letter, subnetId: publicSubnetId, routeTableId: privateRouteTableId }];
}
