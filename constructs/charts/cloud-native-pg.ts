import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { Namespace } from '../kubernetes/namespace';
import { operatorReplicas, resources, spread } from '../kubernetes/scheduling';
import { CHARTS } from './catalog';
import { ChartRelease } from './chart-release';

export interface CloudNativePgProps {
  readonly protection: boolean;
}

/**
 * CloudNativePG's operator: runs PostgreSQL clusters, their failover and their poolers.
 * @example
 * ```ts
 * new CloudNativePg(this, 'cloud-native-pg', { protection: true });
 * ```
 */
export class CloudNativePg extends Construct {
  readonly release: ITerraformDependable;

  constructor(scope: Construct, id: string, props: CloudNativePgProps) {
    super(scope, id);
    const namespace = new Namespace(this, 'namespace', { name: 'cnpg-system' });
    this.release = new ChartRelease(this, 'chart', {
      chart: CHARTS.cloudNativePg,
      release: 'cloudnative-pg',
      namespace: namespace.name,
      values: {
        replicaCount: operatorReplicas(props.protection),
        // The CRDs are marked to be kept: removing the operator does not remove anybody's databases.
        crds: { create: true },
        topologySpreadConstraints: spread({ 'app.kubernetes.io/name': 'cloudnative-pg' }),
        resources: resources('100m', '128Mi', '512Mi'),
      },
      dependsOn: [namespace.resource],
    }).release;
  }
}
