import type { ITerraformDependable } from 'cdktf';
import type { AccountSettings } from '../account/settings';
import type { DataStoreClients } from './clients';
import type { ManifestRelease } from '../helm/manifest-release';
import type { Names } from '../names/names';
import type { NetworkConnection } from '../network/connection';
import type { SecretVault } from '../secrets/secret-vault';

/** What a data store that AWS runs has to know of a VPC: any network has it. */
export type DataStoreNetwork = Pick<NetworkConnection, 'vpcId' | 'databaseSubnetIds' | 'subnetRanges'>;

/** What earlier constructs made that a data store needs where AWS runs it. The cluster is not among it. */
export interface AwsDataStoreWiring {
  readonly names: Names;
  readonly account: AccountSettings;
  readonly network: DataStoreNetwork;
  /** Whether it is kept safe from deletion, and its last state kept. */
  readonly protection: boolean;
}

/** What earlier constructs made that is needed in the cluster for a data store, wherever that is. */
export interface DataStoreWiring {
  /** First part of the names of what runs in the cluster. */
  readonly release: string;
  readonly namespace: string;
  readonly vault: SecretVault;
  readonly manifests: ManifestRelease;
  readonly protection: boolean;
  /** What connects to data stores on AWS; absent where the cluster is elsewhere. */
  readonly clients?: DataStoreClients;
  /** What releases in the cluster wait for, within the same stack. */
  readonly dependsOn?: readonly ITerraformDependable[];
}
