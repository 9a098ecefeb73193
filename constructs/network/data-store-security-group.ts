import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import { Construct } from 'constructs';
import type { Names } from '../names';

export interface DataStoreSecurityGroupProps {
  readonly names: Names;
  /** The data store, `postgresql` for example. */
  readonly thing: string;
  readonly vpcId: string;
  readonly port: number;
  /** The security group of what may connect: the cluster's. */
  readonly clientSecurityGroupId: string;
}

/** Lets the cluster's nodes reach a data store on its one port, by reference; the data store itself reaches nothing. */
export class DataStoreSecurityGroup extends Construct {
  readonly id: string;

  constructor(scope: Construct, id: string, props: DataStoreSecurityGroupProps) {
    super(scope, id);
    const name = props.names.of(props.thing);
    // Without an egress rule Terraform takes AWS' own away, which allows everything.
    const group = new SecurityGroup(this, 'group', {
      name,
      description: `Clients of ${props.thing}`,
      vpcId: props.vpcId,
      tags: { Name: name },
    });
    new VpcSecurityGroupIngressRule(this, 'from-cluster', {
      securityGroupId: group.id,
      referencedSecurityGroupId: props.clientSecurityGroupId,
      description: 'Pods and nodes of the cluster',
      ipProtocol: 'tcp',
      fromPort: props.port,
      toPort: props.port,
    });
    this.id = group.id;
  }
}
