import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import { Construct } from 'constructs';
import type { ClientSecurityGroup } from './clients';
import type { Names } from '../names/names';

export interface DataStoreSecurityGroupProps {
  readonly names: Names;
  /** The data store, `postgresql` for example. */
  readonly thing: string;
  readonly vpcId: string;
  readonly port: number;
  /** The security groups of what may connect. */
  readonly clients: readonly ClientSecurityGroup[];
}

/**
 * Lets its clients reach a data store on its one port, by reference; the data store itself reaches nothing.
 * @example
 * ```ts
 * const group = new DataStoreSecurityGroup(this, 'security-group', {
 *   ...common,
 *   thing: 'documents',
 *   vpcId: network.vpcId,
 *   port: 27017,
 *   clients: [{ name: 'cluster', id: cluster.securityGroupId, description: 'Pods of the cluster', own: false }],
 * });
 * group.allowFrom('sg-0123456789abcdef0', 'reports');
 * ```
 */
export class DataStoreSecurityGroup extends Construct {
  readonly id: string;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: DataStoreSecurityGroupProps,
  ) {
    super(scope, id);
    const { clients, names, port, thing, vpcId } = props;
    const name = names.of(thing);
    // Without an egress rule Terraform takes AWS' own away, which allows everything.
    const group = new SecurityGroup(this, 'group', {
      name,
      description: `Clients of ${thing}`,
      vpcId,
      tags: { Name: name },
    });
    this.id = group.id;
    for (const client of clients) {
      this.allowFrom(client.id, client.name, client.description);
      if (!client.own) continue;
      new VpcSecurityGroupEgressRule(this, `egress-of-${client.name}`, {
        securityGroupId: client.id,
        referencedSecurityGroupId: group.id,
        description: `To ${thing}`,
        ...onPort(port),
      });
    }
  }

  /**
   * Lets what is in a security group connect. Where that group is told where it may go, that is for its owner to allow.
   * @param id kebab-case, ends the rule's id
   * @param description for people who meet the rule in the console
   */
  allowFrom(securityGroupId: string, id: string, description = `Clients of ${this.props.thing}: ${id}`): void {
    new VpcSecurityGroupIngressRule(this, `from-${id}`, {
      securityGroupId: this.id,
      referencedSecurityGroupId: securityGroupId,
      description,
      ...onPort(this.props.port),
    });
  }
}

function onPort(port: number) {
  return { ipProtocol: 'tcp', fromPort: port, toPort: port };
}
