import type { ClientSecurityGroup, DataStoreClients } from './clients';

/** Clients where pods have no groups of their own: every one of them is in the cluster's, as every other pod is. */
export class ClusterClients implements DataStoreClients {
  /** @param securityGroupId the cluster's own group */
  constructor(private readonly securityGroupId: string) {}

  groupsOf(): readonly ClientSecurityGroup[] {
    return [{ name: 'cluster', id: this.securityGroupId, description: 'Pods and nodes of the cluster', own: false }];
  }
}
