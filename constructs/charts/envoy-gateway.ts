import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { Namespace } from '../kubernetes/namespace';
import { operatorReplicas, resources, spread } from '../kubernetes/scheduling';
import { CHARTS } from './catalog';
import { ChartRelease } from './chart-release';

export interface EnvoyGatewayOperatorProps {
  readonly protection: boolean;
}

/**
 * Envoy Gateway's controller; the proxies that it starts run in the same namespace.
 *
 * Its CRDs, and the Gateway API's, come with the first install and are left alone by Helm from then on: they outlive
 * the release, and a new version of the chart asks for `kubectl apply --server-side` of its CRDs first.
 */
export class EnvoyGatewayOperator extends Construct {
  readonly release: ITerraformDependable;

  constructor(scope: Construct, id: string, props: EnvoyGatewayOperatorProps) {
    super(scope, id);
    const namespace = new Namespace(this, 'namespace', { name: 'envoy-gateway-system' });
    this.release = new ChartRelease(this, 'chart', {
      chart: CHARTS.envoyGateway,
      release: 'envoy-gateway',
      namespace: namespace.name,
      values: {
        deployment: {
          replicas: operatorReplicas(props.protection),
          envoyGateway: { resources: resources('100m', '256Mi', '1Gi') },
          pod: { topologySpreadConstraints: spread({ 'control-plane': 'envoy-gateway' }) },
        },
        // Makes the certificates between controller and proxies, before each install and upgrade.
        certgen: { job: { resources: resources('10m', '64Mi') } },
        podDisruptionBudget: { minAvailable: props.protection ? 1 : 0 },
      },
      dependsOn: [namespace.resource],
    }).release;
  }
}
