import { Eip } from '@cdktf/provider-aws/lib/eip';
import { NatGateway } from '@cdktf/provider-aws/lib/nat-gateway';
import { Route } from '@cdktf/provider-aws/lib/route';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { Names } from '../names/names';
import type { ZoneLetter } from './network-zone';
import type { NatChoice } from './settings';

/** A zone as its NAT gateway sees it. */
export interface NatZone {
  readonly letter: ZoneLetter;
  /** Where its gateway is. */
  readonly subnetId: string;
  /** What leads to a gateway: the private subnet's routes, or those of a firewall in front. */
  readonly routeTableId: string;
}

export interface NatGatewaysProps {
  readonly names: Names;
  readonly choice: NatChoice;
  readonly zones: readonly NatZone[];
  /** What the gateways reach the internet through, where it is made in the same stack. */
  readonly internetGateway?: ITerraformDependable;
}

/**
 * The private subnets' way to the internet: none, through the first zone's NAT gateway, or each through its own.
 * @example
 * ```ts
 * new NatGateways(this, 'nat', {
 *   ...common,
 *   choice: 'per-az',
 *   zones: [{ letter: 'a', subnetId: 'subnet-0123456789abcdef0', routeTableId: 'rtb-0123456789abcdef0' }],
 * });
 * ```
 */
export class NatGateways extends Construct {
  /** The routes to the gateways. */
  readonly routes: readonly ITerraformDependable[];
  private readonly props: NatGatewaysProps;

  constructor(scope: Construct, id: string, props: NatGatewaysProps) {
    super(scope, id);
    this.props = props;
    const gateways = this.gatewayZones().map((zone) => this.gateway(zone));
    this.routes = props.zones.flatMap(({ letter, routeTableId }, index) => {
      const natGatewayId = gateways[index] ?? gateways[0];
      if (natGatewayId === undefined) return [];
      return [new Route(this, `route-${letter}`, { routeTableId, destinationCidrBlock: '0.0.0.0/0', natGatewayId })];
    });
  }

  /** The zones that get a gateway. */
  private gatewayZones(): NatGatewaysProps['zones'] {
    switch (this.props.choice) {
      case 'none':
        return [];
      case 'single':
        return this.props.zones.slice(0, 1);
      case 'per-az':
        return this.props.zones;
    }
  }

  private gateway({ letter, subnetId }: NatZone): string {
    const { names, internetGateway } = this.props;
    const tags = { Name: names.of(`nat-${letter}`) };
    const dependsOn = internetGateway && [internetGateway];
    const address = new Eip(this, `address-${letter}`, {
      domain: 'vpc',
      tags,
      dependsOn,
    });
    const gateway = new NatGateway(this, `gateway-${letter}`, {
      allocationId: address.allocationId,
      subnetId,
      tags,
      dependsOn,
    });
    return gateway.id;
  }
}
