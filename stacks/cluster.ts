import type { Construct } from 'constructs';
import { eksCluster, type EksConnection } from '../constructs/cluster';
import type { EksClusterSettings } from '../constructs/cluster/settings';
import { EcrCache } from '../constructs/images';
import type { NetworkConnection } from '../constructs/network';
import { type AwsEnvironment, EnvironmentStack } from './environment-stack';

/** What an environment needs for a cluster on EKS. */
export type ClusterEnvironment = AwsEnvironment & { readonly cluster: EksClusterSettings };

export interface ClusterStackProps {
  readonly network: NetworkConnection;
}

/** The EKS cluster, made or adopted, and the cache of its images where they go through one. */
export class ClusterStack extends EnvironmentStack {
  readonly cluster: EksConnection;

  constructor(scope: Construct, environment: ClusterEnvironment, { network }: ClusterStackProps) {
    super(scope, environment, 'cluster');
    this.cluster = eksCluster(this, 'cluster', environment.cluster, {
      names: this.names,
      account: environment.account,
      protection: environment.protection,
      network,
      namespace: environment.namespace,
      tags: this.awsTags,
    });
    if (environment.images.kind === 'ecr-cache') {
      new EcrCache(this, 'image-cache', {
        settings: environment.images,
        account: environment.account,
        nodeRoleName: this.cluster.nodeRoleName,
      });
    }
  }
}
