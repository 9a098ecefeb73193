import type { Construct } from 'constructs';
import type { AccountSettings } from '../account/settings';
import type { Names } from '../names/names';
import type { NetworkConnection } from '../network/connection';
import type { EksConnection } from './connection';
import { ExistingCluster } from './existing-cluster';
import { ManagedCluster } from './managed-cluster';
import type { EksClusterSettings } from './settings';

export type { ClusterConnection, EksConnection } from './connection';

/** What a cluster takes besides what its user chose. */
export interface ClusterWiring {
  readonly names: Names;
  readonly account: AccountSettings;
  /** Whether the cluster is kept safe from deletion. */
  readonly protection: boolean;
  readonly network: NetworkConnection;
  /** The applications' namespace. */
  readonly namespace: string;
  /** For what default tags do not reach. */
  readonly tags: Readonly<Record<string, string>>;
}

/** Makes the EKS cluster that `settings.kind` names, or adopts it. */
export function eksCluster(
  scope: Construct,
  id: string,
  settings: EksClusterSettings,
  wiring: ClusterWiring,
): EksConnection {
  switch (settings.kind) {
    case 'managed':
      return new ManagedCluster(scope, id, { settings, ...wiring });
    case 'existing':
      return new ExistingCluster(scope, id, settings);
  }
}
