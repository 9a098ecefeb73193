import type { RoutedPods } from '../gateway/exposure';
import type { PodGroup } from '../network-policies/flow';

/** The shapes in which LiteLLM is deployed. */
export type LiteLlmShape = 'monolith' | 'split' | 'classic';

/** LiteLLM's pods. */
export interface LiteLlmPods {
  /** Those that answer calls to models. */
  readonly api: PodGroup;
  /** Those that answer management calls: the same, but where they are apart. */
  readonly management: PodGroup;
  /** The job that migrates the database, where its labels tell it from the others. */
  readonly migrations?: PodGroup;
}

/** Port of LiteLLM's API, in the pods. */
export const LITELLM_API_PORT = 4000;
/** Port of its management API, where it is apart. */
export const LITELLM_MANAGEMENT_PORT = 4001;
/** Port of its metrics, in the pods of the API. */
export const LITELLM_METRICS_PORT = 4001;
/** What all of LiteLLM's pods have, in every shape. */
export const LITELLM_LABELS = { 'app.kubernetes.io/name': 'litellm', 'app.kubernetes.io/instance': 'litellm' } as const;

/** The pods that a route leads to, in every shape. */
export const LITELLM_ROUTED_PODS: RoutedPods = { labels: LITELLM_LABELS, port: LITELLM_API_PORT };

/** LiteLLM's pods, by the labels of the chart that the shape takes. */
export function litellmPods(shape: LiteLlmShape): LiteLlmPods {
  const labels = LITELLM_LABELS;
  const component = (name: string, value: string): PodGroup => ({
    name,
    labels: { ...labels, 'app.kubernetes.io/component': value },
  });
  const migrations = component('litellm-migrations', 'migrations');
  switch (shape) {
    case 'monolith': {
      const proxy = component('litellm', 'proxy');
      return { api: proxy, management: proxy, migrations };
    }
    case 'split':
      return {
        api: component('litellm-gateway', 'gateway'),
        management: component('litellm-backend', 'backend'),
        migrations,
      };
    case 'classic': {
      // Its Service names no component, and neither do the pods of its job.
      const all = { name: 'litellm', labels };
      return { api: all, management: all };
    }
  }
}
