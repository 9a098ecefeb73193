import { Construct } from 'constructs';
import type { ITerraformDependable } from 'cdktf';
import { Namespace } from '../kubernetes/namespace';
import { operatorReplicas } from '../kubernetes/scheduling';
import { KUBERNETES_API } from '../network-policies/destinations';
import { type NetworkPolicyWiring, OperatorPolicies } from '../network-policies/operator-policies';
import { CHARTS } from '../helm/catalog';
import { ChartRelease } from '../helm/chart-release';
import { chartLabels } from '../kubernetes/chart-labels';
import type { PodGroup } from '../network-policies/flow';

export const RELOADER_PODS: PodGroup = { name: 'reloader', labels: chartLabels('reloader', 'reloader') };

export interface ReloaderProps {
  /** The applications' namespace. */
  readonly watched: Namespace;
  readonly protection: boolean;
  readonly networkPolicies: NetworkPolicyWiring;
}

const METRICS_PORT = 9090;

/**
 * Restarts pods when a Secret or ConfigMap of theirs changes, so that a rotated password arrives. It looks at
 * workloads with the annotation `reloader.stakater.com/auto: "true"` and nothing else.
 * @example
 * ```ts
 * new Reloader(this, 'reloader', { ...common, watched: namespace, networkPolicies });
 * ```
 */
export class Reloader extends Construct {
  readonly release: ITerraformDependable;

  constructor(scope: Construct, id: string, props: ReloaderProps) {
    super(scope, id);
    const namespace = new Namespace(this, 'namespace', { name: 'reloader' });
    const policies = new OperatorPolicies(this, 'network-policies', {
      ...props.networkPolicies,
      namespace,
      pods: [{ group: RELOADER_PODS, reaches: [KUBERNETES_API], metricsPort: METRICS_PORT }],
    });
    this.release = new ChartRelease(this, 'chart', {
      chart: CHARTS.reloader,
      release: 'reloader',
      namespace: namespace.name,
      values: {
        reloader: {
          // Roles in the applications' namespace instead of a ClusterRole that reads every Secret of the cluster.
          watchGlobally: false,
          namespaces: [props.watched.name],
          enableHA: props.protection,
          readOnlyRootFileSystem: true,
          // It marks the pod template; its default adds an environment variable that no chart wrote.
          reloadStrategy: 'annotations',
          deployment: {
            replicas: operatorReplicas(props.protection),
            // The chart's own is empty, which the restricted Pod Security Standard refuses.
            containerSecurityContext: {
              allowPrivilegeEscalation: false,
              capabilities: { drop: ['ALL'] },
              readOnlyRootFilesystem: true,
            },
            // The chart derives GOMAXPROCS and GOMEMLIMIT from these limits.
            resources: { requests: { cpu: '20m', memory: '64Mi' }, limits: { cpu: '500m', memory: '256Mi' } },
          },
        },
      },
      dependsOn: [namespace.resource, props.watched.resource, policies.release],
    }).release;
  }
}
