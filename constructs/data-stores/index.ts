import type { Construct } from 'constructs';
import type { EksConnection } from '../cluster/connection';
import { ClusterClients } from './cluster-clients';
import type { DataStoreClients } from './clients';
import { PodClients, type PodClientsProps } from './pod-clients';

export { ClusterClients } from './cluster-clients';
export type { ClientSecurityGroup, DataStoreClient, DataStoreClients } from './clients';
export { type ClientPods, PodClients, type PodClientsProps } from './pod-clients';

export interface DataStoreClientsWiring extends Omit<PodClientsProps, 'clusterSecurityGroupId' | 'vpcId'> {
  readonly cluster: EksConnection;
}

/** The clients of data stores on AWS: with groups of their own where the cluster gives them to pods. */
export function dataStoreClients(
  scope: Construct,
  id: string,
  { cluster, ...wiring }: DataStoreClientsWiring,
): DataStoreClients {
  const { podSecurityGroups, securityGroupId, vpcId } = cluster;
  return podSecurityGroups
    ? new PodClients(scope, id, { ...wiring, vpcId, clusterSecurityGroupId: securityGroupId })
    : new ClusterClients(securityGroupId);
}
