import type { Construct } from 'constructs';
import type { EksConnection } from './connection';
import { ExistingCluster } from './existing-cluster';
import { ManagedCluster } from './managed-cluster';
import type { EksClusterSettings } from './settings';
import type { ClusterWiring } from './wiring';

export type { ClusterConnection, EksConnection } from './connection';
export type { ClusterWiring } from './wiring';

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
