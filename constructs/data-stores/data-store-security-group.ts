import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { Construct } from 'constructs';
import type { ClientSecurityGroup } from './clients';
import type { Names } from '../names/names';
import { DataStoreClientRules, type DataStoreGroup } from './data-store-client-rules';

export interface DataStoreSecurityGroupProps {
  readonly names: Names;
  /** The data store, `postgresql` for example. */
  readonly thing: string;
  readonly vpcId: string;
  readonly port: number;
  /**
   * The security groups of what may connect, as far as they are known where it is made.
   * @defaultValue none: `DataStoreClientRules` let them in later
   */
  readonly clients?: readonly ClientSecurityGroup[];
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
export class DataStoreSecurityGroup extends Construct implements DataStoreGroup {
  readonly id: string;
  readonly thing: string;
  readonly port: number;
  private readonly rules: DataStoreClientRules;

  constructor(scope: Construct, id: string, { clients = [], names, port, thing, vpcId }: DataStoreSecurityGroupProps) {
    super(scope, id);
    const name = names.of(thing);
    // Without an egress rule Terraform takes AWS' own away, which allows everything.
    const group = new SecurityGroup(this, 'group', {
      name,
      description: `Clients of ${thing}`,
      vpcId,
      tags: { Name: name },
    });
    this.id = group.id;
    this.thing = thing;
    this.port = port;
    this.rules = new DataStoreClientRules(this, 'clients', { group: this, clients });
  }

  /**
   * Lets what is in a security group connect. Where that group is told where it may go, that is for its owner to allow.
   * @param id kebab-case, ends the rule's id
   */
  allowFrom(securityGroupId: string, id: string): void {
    this.rules.allowFrom(securityGroupId, id);
  }
}
