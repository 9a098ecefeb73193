import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { Namespace } from '../kubernetes/namespace';
import { operatorReplicas, resources, spread } from '../kubernetes/scheduling';
import { CHARTS } from './catalog';
import { ChartRelease } from './chart-release';

export interface CertManagerProps {
  readonly protection: boolean;
}

const NAMESPACE = 'cert-manager';

/**
 * cert-manager: makes and renews certificates for what speaks TLS inside the cluster.
 * @example
 * ```ts
 * const certManager = new CertManager(this, 'cert-manager', { protection: true });
 * ```
 */
export class CertManager extends Construct {
  readonly release: ITerraformDependable;

  constructor(scope: Construct, id: string, props: CertManagerProps) {
    super(scope, id);
    const replicas = operatorReplicas(props.protection);
    const component = (name: string, memory: string) => ({
      replicaCount: replicas,
      podDisruptionBudget: { enabled: props.protection },
      topologySpreadConstraints: spread({ 'app.kubernetes.io/name': name }),
      resources: resources('20m', memory, '256Mi'),
    });
    const namespace = new Namespace(this, 'namespace', { name: NAMESPACE });
    this.release = new ChartRelease(this, 'chart', {
      chart: CHARTS.certManager,
      release: 'cert-manager',
      namespace: namespace.name,
      values: {
        ...component('cert-manager', '96Mi'),
        // Kept on removal: with the CRDs every certificate would go.
        crds: { enabled: true, keep: true },
        // The default is kube-system, in which it would need rights.
        global: { leaderElection: { namespace: NAMESPACE } },
        webhook: component('webhook', '64Mi'),
        cainjector: component('cainjector', '96Mi'),
        // A Job after the install that waits until the webhook answers: what follows makes Issuers at once.
        startupapicheck: { enabled: true, resources: resources('10m', '64Mi') },
      },
      dependsOn: [namespace.resource],
    }).release;
  }
}
