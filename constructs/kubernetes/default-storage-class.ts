import { StorageClassV1 } from '@cdktf/provider-kubernetes/lib/storage-class-v1';
import { Construct } from 'constructs';
import type { EksConnection } from '../cluster/connection';

export interface DefaultStorageClassProps {
  readonly cluster: EksConnection;
  /** Whether a volume outlives its claim. */
  readonly protection: boolean;
}

/**
 * The cluster's default StorageClass: gp3 volumes under the cluster's key. EKS marks none as the default, and Auto Mode makes none
 * at all, so that a claim without a class would wait for ever.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/create-storage-class.html
 * @example
 * ```ts
 * new DefaultStorageClass(this, 'storage-class', { ...common, cluster });
 * ```
 */
export class DefaultStorageClass extends Construct {
  constructor(scope: Construct, id: string, props: DefaultStorageClassProps) {
    super(scope, id);
    const { volumeKeyArn } = props.cluster;
    new StorageClassV1(this, 'gp3', {
      metadata: { name: 'gp3', annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
      storageProvisioner: props.cluster.autoMode ? 'ebs.csi.eks.amazonaws.com' : 'ebs.csi.aws.com',
      parameters: { type: 'gp3', encrypted: 'true', ...(volumeKeyArn === undefined ? {} : { kmsKeyId: volumeKeyArn }) },
      reclaimPolicy: props.protection ? 'Retain' : 'Delete',
      // A volume lives in one zone: it is made where its pod was placed, not before.
      volumeBindingMode: 'WaitForFirstConsumer',
      allowVolumeExpansion: true,
    });
  }
}
