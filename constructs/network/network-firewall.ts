import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { NetworkfirewallFirewall } from '@cdktf/provider-aws/lib/networkfirewall-firewall';
import { NetworkfirewallFirewallPolicy } from '@cdktf/provider-aws/lib/networkfirewall-firewall-policy';
import { NetworkfirewallLoggingConfiguration } from '@cdktf/provider-aws/lib/networkfirewall-logging-configuration';
import { NetworkfirewallRuleGroup } from '@cdktf/provider-aws/lib/networkfirewall-rule-group';
import { Route } from '@cdktf/provider-aws/lib/route';
import { RouteTable } from '@cdktf/provider-aws/lib/route-table';
import { RouteTableAssociation } from '@cdktf/provider-aws/lib/route-table-association';
import { Subnet } from '@cdktf/provider-aws/lib/subnet';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { AccountSettings } from '../account/settings';
import { EncryptionKey } from '../encryption/encryption-key';
import type { Names } from '../names/names';
import type { NatZone } from './nat-gateways';
import { ZONE_LETTERS, type ZoneLetter } from './network-zone';
import { firewallCidrs, type FirewallCidrs } from './subnet-cidrs';

/** What may leave the VPC. */
export interface AllowedConnections {
  /** Names in TLS and HTTP; `*.` in front of one means all below it. */
  readonly domains: readonly string[];
  /** TCP ports at any address, of what speaks neither. */
  readonly ports: readonly number[];
}

/** The private subnet of an availability zone. */
export interface FirewalledZone {
  readonly availabilityZone: string;
  readonly privateCidr: string;
  /** Its own routes, which have no way to everywhere yet. */
  readonly privateRouteTableId: string;
}

export interface NetworkFirewallProps {
  readonly names: Names;
  readonly account: AccountSettings;
  /** Whether AWS refuses to delete it. */
  readonly protection: boolean;
  readonly vpcId: string;
  /** The VPC's range. */
  readonly cidr: string;
  readonly zones: readonly FirewalledZone[];
  readonly internetGatewayId: string;
  readonly allowed: AllowedConnections;
  /** Days for which dropped connections are kept. */
  readonly logRetentionDays: number;
}

/** Rules that a group may ever have; AWS does not let it grow later. A policy takes 30,000. */
const CAPACITY = { domains: 2000, ports: 200 };

/** One zone of the firewall. */
interface FirewallZone {
  readonly letter: ZoneLetter;
  readonly zone: FirewalledZone;
  readonly subnet: Subnet;
  /** The endpoint's way on, to a NAT gateway. */
  readonly routeTableId: string;
  readonly natSubnetId: string;
}

/**
 * AWS Network Firewall between the private subnets and the NAT gateways: private subnet, its zone's endpoint, NAT gateway,
 * and back through the same endpoint, which has to see both directions of a connection.
 * @see https://docs.aws.amazon.com/network-firewall/latest/developerguide/arch-igw-ngw.html
 * @example
 * ```ts
 * const zone = {
 *   availabilityZone: 'eu-west-1a',
 *   privateRouteTableId: 'rtb-0123456789abcdef0',
 *   privateCidr: '10.0.0.0/19',
 * };
 * const firewall = new NetworkFirewall(this, 'firewall', {
 *   ...common,
 *   vpcId: 'vpc-0123456789abcdef0',
 *   cidr: '10.0.0.0/16',
 *   zones: [zone],
 *   internetGatewayId: 'igw-0123456789abcdef0',
 *   allowed: { domains: ['api.openai.com', '*.amazonaws.com'], ports: [] },
 *   logRetentionDays: 90,
 * });
 * const nat = new NatGateways(this, 'nat', { ...common, choice: 'per-az', zones: firewall.natZones });
 * firewall.lead(nat.routes);
 * ```
 */
export class NetworkFirewall extends Construct {
  /** The NAT gateways' places behind it. */
  readonly natZones: readonly NatZone[];
  private readonly zones: readonly FirewallZone[];
  private readonly firewall: NetworkfirewallFirewall;
  private readonly natRouteTableId: string;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: NetworkFirewallProps,
  ) {
    super(scope, id);
    const { names, protection, vpcId } = props;
    this.natRouteTableId = this.routeTable('nat-routes', 'nat');
    this.zones = this.firewallZones();
    this.natZones = this.zones.map(({ letter, natSubnetId, routeTableId }) => ({
      letter,
      subnetId: natSubnetId,
      routeTableId,
    }));

    const logGroup = `/inferencehub/${names.of('network-firewall')}`;
    const key = this.key(logGroup);
    const encryptionConfiguration = { type: 'CUSTOMER_KMS', keyId: key.arn };
    this.firewall = new NetworkfirewallFirewall(this, 'firewall', {
      name: names.of('egress'),
      description: `What leaves the ${names.environment} VPC`,
      vpcId,
      firewallPolicyArn: this.policy(encryptionConfiguration),
      subnetMapping: this.zones.map(({ subnet }) => ({ subnetId: subnet.id })),
      deleteProtection: protection,
      encryptionConfiguration,
    });
    this.log(logGroup, key);
  }

  /**
   * Sends what leaves through the firewall, and what comes back.
   * @param natRoutes the routes to the NAT gateways; where there was no firewall before, they are in the private
   * subnets' tables, which take no second route to everywhere
   */
  lead(natRoutes: readonly ITerraformDependable[]): void {
    new Route(this, 'internet', {
      routeTableId: this.natRouteTableId,
      destinationCidrBlock: '0.0.0.0/0',
      gatewayId: this.props.internetGatewayId,
    });
    for (const { letter, zone, subnet } of this.zones) {
      const vpcEndpointId = this.endpointIn(subnet);
      new Route(this, `out-${letter}`, {
        routeTableId: zone.privateRouteTableId,
        destinationCidrBlock: '0.0.0.0/0',
        vpcEndpointId,
        dependsOn: [...natRoutes],
      });
      new Route(this, `back-${letter}`, {
        routeTableId: this.natRouteTableId,
        destinationCidrBlock: zone.privateCidr,
        vpcEndpointId,
      });
    }
  }

  private firewallZones(): FirewallZone[] {
    const { cidr, zones } = this.props;
    const cidrs = firewallCidrs(cidr, zones.length);
    if (!cidrs) throw new Error(`${cidr} has no room for a firewall`);
    return ZONE_LETTERS.flatMap((letter, index) => {
      const [zone, ranges] = [zones[index], cidrs[index]];
      if (!zone || !ranges) return [];
      const routeTableId = this.routeTable(`routes-${letter}`, `firewall-${letter}`);
      const subnet = this.subnet('firewall', letter, zone, ranges, routeTableId);
      const natSubnetId = this.subnet('nat', letter, zone, ranges, this.natRouteTableId).id;
      return [{ letter, zone, subnet, routeTableId, natSubnetId }];
    });
  }

  private subnet(
    kind: keyof FirewallCidrs,
    letter: ZoneLetter,
    zone: FirewalledZone,
    cidrs: FirewallCidrs,
    routeTableId: string,
  ): Subnet {
    const subnet = new Subnet(this, `${kind}-${letter}`, {
      vpcId: this.props.vpcId,
      availabilityZone: zone.availabilityZone,
      cidrBlock: cidrs[kind],
      mapPublicIpOnLaunch: false,
      tags: { Name: this.props.names.of(`${kind}-${letter}`) },
    });
    new RouteTableAssociation(this, `${kind}-association-${letter}`, { subnetId: subnet.id, routeTableId });
    return subnet;
  }

  private routeTable(id: string, name: string): string {
    const { names, vpcId } = this.props;
    return new RouteTable(this, id, { vpcId, tags: { Name: names.of(name) } }).id;
  }

  /** The firewall tells of its endpoints as a set, each with the subnet that it is in. */
  private endpointIn(subnet: Subnet): string {
    const states = `aws_networkfirewall_firewall.${this.firewall.friendlyUniqueId}.firewall_status[0].sync_states`;
    const here = `state.attachment[0].subnet_id == aws_subnet.${subnet.friendlyUniqueId}.id`;
    return `\${one([for state in ${states} : state.attachment[0].endpoint_id if ${here}])}`;
  }

  private policy(encryptionConfiguration: { readonly type: string; readonly keyId: string }): string {
    const { names, cidr, allowed } = this.props;
    const domains = new NetworkfirewallRuleGroup(this, 'domains', {
      name: names.of('egress-domains'),
      description: 'Hosts that TLS and HTTP may name',
      type: 'STATEFUL',
      capacity: CAPACITY.domains,
      encryptionConfiguration,
      ruleGroup: {
        statefulRuleOptions: { ruleOrder: 'STRICT_ORDER' },
        rulesSource: {
          rulesSourceList: {
            generatedRulesType: 'ALLOWLIST',
            targetTypes: ['HTTP_HOST', 'TLS_SNI'],
            // The firewall writes all below a name with a dot alone in front of it.
            targets: allowed.domains.map((name) => name.replace(/^\*/, '')),
          },
        },
      },
    });
    const rule = (sid: number, action: 'DROP' | 'PASS', protocol: string, destinationPort: string) => ({
      action,
      header: { protocol, source: cidr, sourcePort: 'ANY', direction: 'FORWARD', destination: 'ANY', destinationPort },
      ruleOption: [{ keyword: 'sid', settings: [String(sid)] }],
    });
    const ports = new NetworkfirewallRuleGroup(this, 'ports', {
      name: names.of('egress-ports'),
      description: 'Ports of what speaks neither TLS nor HTTP, and no protocol but TCP',
      type: 'STATEFUL',
      capacity: CAPACITY.ports,
      encryptionConfiguration,
      ruleGroup: {
        statefulRuleOptions: { ruleOrder: 'STRICT_ORDER' },
        rulesSource: {
          statefulRule: [
            ...allowed.ports.map((port, index) => rule(index + 1, 'PASS', 'TCP', String(port))),
            // They have no handshake, after which the policy would drop them.
            rule(allowed.ports.length + 1, 'DROP', 'UDP', 'ANY'),
            rule(allowed.ports.length + 2, 'DROP', 'ICMP', 'ANY'),
          ],
        },
      },
    });
    return new NetworkfirewallFirewallPolicy(this, 'policy', {
      name: names.of('egress'),
      description: 'What is not named is dropped',
      encryptionConfiguration,
      firewallPolicy: {
        statelessDefaultActions: ['aws:forward_to_sfe'],
        statelessFragmentDefaultActions: ['aws:forward_to_sfe'],
        // A connection's first packets pass: the name is in those that follow.
        statefulDefaultActions: ['aws:drop_established', 'aws:alert_established'],
        statefulEngineOptions: { ruleOrder: 'STRICT_ORDER', streamExceptionPolicy: 'REJECT' },
        statefulRuleGroupReference: [
          { priority: 1, resourceArn: domains.arn },
          { priority: 2, resourceArn: ports.arn },
        ],
      },
    }).arn;
  }

  /** One key for what the firewall is made of, and for its log. */
  private key(logGroup: string): EncryptionKey {
    const { names, account, protection } = this.props;
    return new EncryptionKey(this, 'key', {
      names,
      thing: 'network-firewall',
      description: `Network Firewall of ${names.environment} and what it dropped`,
      account,
      protection,
      holdsData: false,
      services: ['network-firewall'],
      logGroups: [logGroup],
    });
  }

  /** What was dropped; the VPC's flow logs have the rest. */
  private log(logGroup: string, key: EncryptionKey): void {
    const group = new CloudwatchLogGroup(this, 'log-group', {
      name: logGroup,
      retentionInDays: this.props.logRetentionDays,
      kmsKeyId: key.arn,
    });
    new NetworkfirewallLoggingConfiguration(this, 'logging', {
      firewallArn: this.firewall.arn,
      loggingConfiguration: {
        logDestinationConfig: [
          { logType: 'ALERT', logDestinationType: 'CloudWatchLogs', logDestination: { logGroup: group.name } },
        ],
      },
    });
  }
}
