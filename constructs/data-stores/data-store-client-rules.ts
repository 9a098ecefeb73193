import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import { Construct } from 'constructs';
import type { ClientSecurityGroup } from './clients';

/** The security group of a data store, as whoever lets a client in has to know it. */
export interface DataStoreGroup {
  readonly id: string;
  /** The data store, `postgresql` for example. */
  readonly thing: string;
  /** The one port that it is reached on. */
  readonly port: number;
}

export interface DataStoreClientRulesProps {
  readonly group: DataStoreGroup;
  /** The security groups of what may connect. */
  readonly clients: readonly ClientSecurityGroup[];
}

/**
 * Lets clients reach a data store on its one port, by reference. The rules are resources beside the data store's group, so
 * that they can be in the stack that knows the clients, and the data store in one that is deployed before there are any.
 * @example
 * ```ts
 * new DataStoreClientRules(this, 'clients-of-documents', {
 *   group: { id: 'sg-0123456789abcdef0', thing: 'documents', port: 27017 },
 *   clients: [{ name: 'cluster', id: cluster.securityGroupId, description: 'Pods of the cluster', own: false }],
 * });
 * ```
 */
export class DataStoreClientRules extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: DataStoreClientRulesProps,
  ) {
    super(scope, id);
    const { clients, group } = props;
    for (const client of clients) {
      this.allowFrom(client.id, client.name, client.description);
      if (!client.own) continue;
      new VpcSecurityGroupEgressRule(this, `egress-of-${client.name}`, {
        securityGroupId: client.id,
        referencedSecurityGroupId: group.id,
        description: `To ${group.thing}`,
        ...onPort(group.port),
      });
    }
  }

  /**
   * Lets what is in a security group connect. Where that group is told where it may go, that is for its owner to allow.
   * @param id kebab-case, ends the rule's id
   * @param description for people who meet the rule in the console
   */
  allowFrom(securityGroupId: string, id: string, description = `Clients of ${this.props.group.thing}: ${id}`): void {
    const { group } = this.props;
    new VpcSecurityGroupIngressRule(this, `from-${id}`, {
      securityGroupId: group.id,
      referencedSecurityGroupId: securityGroupId,
      description,
      ...onPort(group.port),
    });
  }
}

function onPort(port: number) {
  return { ipProtocol: 'tcp', fromPort: port, toPort: port };
}
