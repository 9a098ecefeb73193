import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { Namespace } from '../kubernetes/namespace';
import { operatorReplicas, resources, spread } from '../kubernetes/scheduling';
import { KUBERNETES_API } from '../network-policies/destinations';
import {
  CLOUD_NATIVE_PG_NAMESPACE,
  CLOUD_NATIVE_PG_PODS,
  INSTANCE_LABELS,
  INSTANCE_PORTS,
} from '../network-policies/operator-pods';
import { type NetworkPolicyWiring, OperatorPolicies } from '../network-policies/operator-policies';
import { CHARTS } from './catalog';
import { ChartRelease } from './chart-release';

export interface CloudNativePgProps {
  readonly protection: boolean;
  /** The applications' namespace, with the PostgreSQL clusters. */
  readonly namespace: string;
  readonly networkPolicies: NetworkPolicyWiring;
}

const METRICS_PORT = 8080;
const WEBHOOK_PORT = 9443;

/**
 * CloudNativePG's operator: runs PostgreSQL clusters, their failover and their poolers.
 * @example
 * ```ts
 * new CloudNativePg(this, 'cloud-native-pg', { ...common, networkPolicies });
 * ```
 */
export class CloudNativePg extends Construct {
  readonly release: ITerraformDependable;

  constructor(scope: Construct, id: string, props: CloudNativePgProps) {
    super(scope, id);
    const namespace = new Namespace(this, 'namespace', { name: CLOUD_NATIVE_PG_NAMESPACE });
    const instances = { kind: 'other-namespace', namespace: props.namespace, labels: INSTANCE_LABELS } as const;
    const policies = new OperatorPolicies(this, 'network-policies', {
      ...props.networkPolicies,
      namespace,
      pods: [
        {
          group: CLOUD_NATIVE_PG_PODS,
          reaches: [KUBERNETES_API, { to: instances, ports: INSTANCE_PORTS }],
          answers: [{ from: { kind: 'control-plane' }, ports: [WEBHOOK_PORT] }],
          metricsPort: METRICS_PORT,
        },
      ],
    });
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
      dependsOn: [namespace.resource, policies.release],
    }).release;
  }
}
