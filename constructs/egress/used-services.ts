import type { ApplicationNeeds } from '../application/application';
import type { ClusterSettings } from '../cluster/settings';
import type { GatewaySettings } from '../gateway/settings';
import type { NetworkSettings, VpcEndpointService } from '../network/settings';
import type { StorageSettings } from '../storage/settings';

/** What of an environment decides which AWS services are called from inside its VPC. */
export interface UsedServicesProps {
  readonly network: NetworkSettings;
  readonly cluster: ClusterSettings;
  readonly gateway: GatewaySettings;
  readonly storage: StorageSettings;
  readonly applications: readonly ApplicationNeeds[];
}

/**
 * AWS services that nodes and pods call. What AWS calls itself needs no endpoint: control-plane and flow logs are
 * delivered by their services, and services use keys in KMS on their own.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/private-clusters.html
 */
export function usedServices(props: UsedServicesProps): VpcEndpointService[] {
  const { network, cluster, gateway, storage, applications } = props;
  const isClosed = network.kind === 'managed' && network.egress.kind === 'none';
  const autoMode = cluster.kind === 'managed' && cluster.compute.kind === 'auto-mode';
  return [
    // Layers of images in ECR, those of EKS' own add-ons among them, and the bucket.
    's3',
    // Pods may reach private addresses alone then.
    ...(isClosed && storage.kind !== 'volume' ? (['s3-interface'] as const) : []),
    'ecr',
    // Nodes ask both who they are when they start; the VPC CNI and the EBS driver work with EC2.
    'ec2',
    'eks',
    // The Pod Identity agent's.
    'eks-auth',
    // External Secrets'.
    'secretsmanager',
    // Auto Mode's controller is not in the VPC.
    ...(gateway.kind !== 'none' && !autoMode ? (['elasticloadbalancing'] as const) : []),
    ...applications.flatMap(({ endpoints = [] }) => endpoints),
  ];
}
