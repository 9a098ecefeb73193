import type { PodGroup } from './flow';

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
/** Open WebUI's, in the pods. */
export const OPEN_WEBUI_POD_PORT = 8080;
export const SEARXNG_PORT = 8080;

/** What all of LiteLLM's pods have, in every shape. */
export const LITELLM_LABELS = { 'app.kubernetes.io/name': 'litellm', 'app.kubernetes.io/instance': 'litellm' } as const;

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

/** Open WebUI's pods. */
export const OPEN_WEBUI_PODS: PodGroup = {
  name: 'open-webui',
  labels: { 'app.kubernetes.io/instance': 'open-webui', 'app.kubernetes.io/component': 'open-webui' },
};

/** The job that makes Open WebUI's key known to LiteLLM. */
export const VIRTUAL_KEY_PODS: PodGroup = {
  name: 'open-webui-virtual-key',
  labels: { 'app.kubernetes.io/name': 'open-webui-virtual-key' },
};

export const SEARXNG_PODS: PodGroup = {
  name: 'searxng',
  labels: { 'app.kubernetes.io/name': 'searxng', 'app.kubernetes.io/instance': 'searxng' },
};

/** Pipelines' port, in the pods and of the Service. */
export const PIPELINES_PORT = 9099;
export const PIPELINES_PODS = {
  name: 'pipelines',
  labels: { 'app.kubernetes.io/name': 'pipelines', 'app.kubernetes.io/instance': 'pipelines' },
} as const satisfies PodGroup;

/** Tika's port, in the pods and of the Service. */
export const TIKA_PORT = 9998;
export const TIKA_PODS: PodGroup = {
  name: 'tika',
  labels: { 'app.kubernetes.io/name': 'tika', 'app.kubernetes.io/instance': 'tika' },
};

/**
 * The name of the release that makes databases and their owners.
 * @param release first part of the names of what runs in the cluster
 */
export function bootstrapRelease(release: string): string {
  return `${release}-database-bootstrap`;
}

/** The pods of its job. */
export function bootstrapPods(release: string): PodGroup {
  return {
    name: release,
    labels: { 'app.kubernetes.io/name': 'database-bootstrap', 'app.kubernetes.io/instance': release },
  };
}
