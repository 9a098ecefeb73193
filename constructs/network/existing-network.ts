import { DataAwsSubnet } from '@cdktf/provider-aws/lib/data-aws-subnet';
import { DataAwsVpc } from '@cdktf/provider-aws/lib/data-aws-vpc';
import { TerraformIterator } from 'cdktf';
import { Construct } from 'constructs';
import type { NetworkConnection } from './connection';
import type { ExistingNetworkSettings } from './settings';

/**
 * A VPC that exists already. It is looked up, and each subnet in it, so that a wrong id stops the first stack and not
 * the third; nothing in it is changed.
 * @example
 * ```ts
 * const network = new ExistingNetwork(
 *   this,
 *   'network',
 *   existingNetworkSettings({
 *     kind: 'existing',
 *     vpcId: 'vpc-0123456789abcdef0',
 *     privateSubnetIds: ['subnet-0123456789abcdef0', 'subnet-0fedcba9876543210'],
 *   }),
 * );
 * ```
 */
export class ExistingNetwork extends Construct implements NetworkConnection {
  readonly vpcId: string;
  readonly privateSubnetIds: readonly string[];
  readonly databaseSubnetIds: readonly string[];
  readonly publicSubnetIds: readonly string[];

  constructor(scope: Construct, id: string, settings: ExistingNetworkSettings) {
    super(scope, id);
    this.vpcId = settings.vpcId;
    this.privateSubnetIds = settings.privateSubnetIds;
    this.databaseSubnetIds = settings.databaseSubnetIds ?? settings.privateSubnetIds;
    this.publicSubnetIds = settings.publicSubnetIds;

    const vpc = new DataAwsVpc(this, 'vpc', { id: settings.vpcId });
    const subnets = TerraformIterator.fromList([
      ...new Set([...this.privateSubnetIds, ...this.databaseSubnetIds, ...this.publicSubnetIds]),
    ]);
    // The VPC's id is a condition of the search: a subnet of another one is not found.
    new DataAwsSubnet(this, 'subnet', { forEach: subnets, id: subnets.value as string, vpcId: vpc.id });
  }
}
