import type { KubernetesManifest } from '../helm/manifest-release';
import { OPEN_WEBUI } from './plan';
import type { OpenWebUiSettings } from './settings';

/** CPU at which pods are added, in percent of what they ask for. */
const TARGET_CPU_PERCENT = 70;

/** What the chart has no place for: how pods may be taken away, and when there are more of them. */
export function availability({ replicas, maxReplicas }: OpenWebUiSettings, namespace: string): KubernetesManifest[] {
  const most = maxReplicas ?? replicas;
  return [
    ...(replicas > 1 ? [disruptionBudget(namespace)] : []),
    ...(most > replicas ? [autoscaler(namespace, replicas, most)] : []),
  ];
}

/** One pod at a time may go. */
function disruptionBudget(namespace: string): KubernetesManifest {
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: OPEN_WEBUI, namespace },
    spec: {
      maxUnavailable: 1,
      selector: {
        matchLabels: { 'app.kubernetes.io/instance': OPEN_WEBUI, 'app.kubernetes.io/component': OPEN_WEBUI },
      },
    },
  };
}

/** By CPU alone: a pod that holds many chats open keeps its memory. */
function autoscaler(namespace: string, minReplicas: number, maxReplicas: number): KubernetesManifest {
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: OPEN_WEBUI, namespace },
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: OPEN_WEBUI },
      minReplicas,
      maxReplicas,
      metrics: [
        {
          type: 'Resource',
          resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: TARGET_CPU_PERCENT } },
        },
      ],
      // A pod that goes takes its websockets with it.
      behavior: { scaleDown: { stabilizationWindowSeconds: 1800 } },
    },
  };
}
