import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import { Construct } from 'constructs';
import type { ClientSecurityGroup } from '../data-store-clients/connection';
import type { Names } from '../names';

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
 * ```
 */
export class DataStoreSecurityGroup extends Construct {
  readonly id: string;

  constructor(scope: Construct, id: string, props: DataStoreSecurityGroupProps) {
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
    const onPort = { ipProtocol: 'tcp', fromPort: port, toPort: port };
    for (const client of clients) {
      new VpcSecurityGroupIngressRule(this, `from-${client.name}`, {
        securityGroupId: group.id,
        referencedSecurityGroupId: client.id,
        description: client.description,
        ...onPort,
      });
      if (!client.own) continue;
      new VpcSecurityGroupEgressRule(this, `egress-of-${client.name}`, {
        securityGroupId: client.id,
        referencedSecurityGroupId: group.id,
        description: `To ${thing}`,
        ...onPort,
      });
    }
    this.id = group.id;
  }
}
