import type { VpcEndpointService } from './settings';

/** What others may know of the VPC. */
export interface NetworkConnection {
  readonly vpcId: string;
  /** The VPC's range; absent where the VPC was adopted. */
  readonly cidr?: string;
  readonly privateSubnetIds: readonly string[];
  readonly databaseSubnetIds: readonly string[];
  readonly publicSubnetIds: readonly string[];
  /** The subnets' ranges; absent where the VPC was adopted, because then only AWS knows them. */
  readonly subnetRanges?: SubnetRanges;
  /** AWS services that have an endpoint in it; absent where the VPC was adopted. */
  readonly endpoints?: readonly VpcEndpointService[];
  /** Ranges outside the VPC that can be reached from it, where that is not the internet. */
  readonly reachableRanges?: readonly string[];
}

/** Ranges of all zones' subnets, by what is in them. */
export type SubnetRanges = Readonly<Record<'private' | 'database' | 'public', readonly string[]>>;
