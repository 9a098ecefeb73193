import type { ITerraformDependable } from 'cdktf';
import type { AccountSettings } from '../account/settings';
import type { DataStoreClients } from './clients';
import type { ManifestRelease } from '../helm/manifest-release';
import type { Names } from '../names/names';
import type { NetworkConnection } from '../network/connection';
import type { SecretVault } from '../secrets/secret-vault';

/** What earlier constructs made that a data store needs, whichever it is. */
export interface DataStoreWiring {
  readonly names: Names;
  /** First part of the names of what runs in the cluster. */
  readonly release: string;
  readonly namespace: string;
  readonly vault: SecretVault;
  readonly manifests: ManifestRelease;
  readonly protection: boolean;
  /** Absent where the environment is not on AWS. */
  readonly account?: AccountSettings;
  /** Absent where the environment has no VPC. */
  readonly network?: NetworkConnection;
  /** What connects to data stores on AWS; absent where the cluster is elsewhere. */
  readonly clients?: DataStoreClients;
  /** What releases in the cluster wait for, within the same stack. */
  readonly dependsOn?: readonly ITerraformDependable[];
}

/** Where AWS puts a data store, and who may reach it there. */
export interface AwsPlace {
  readonly account: AccountSettings;
  readonly network: NetworkConnection;
  readonly clients: DataStoreClients;
}

/**
 * The place on AWS of a data store that cannot be elsewhere.
 * @param service what it is, for the message
 */
export function placeOnAws({ account, network, clients }: DataStoreWiring, service: string): AwsPlace {
  if (!account || !network || !clients) {
    throw new Error(`${service} takes an AWS account, a VPC and an EKS cluster in it`);
  }
  return { account, network, clients };
}
