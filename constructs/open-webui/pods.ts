import type { RoutedPods } from '../gateway/exposure';
import type { PodGroup } from '../network-policies/flow';

/** Open WebUI's, in the pods. */
export const OPEN_WEBUI_POD_PORT = 8080;
/** Open WebUI's pods. */
export const OPEN_WEBUI_PODS: PodGroup = {
  name: 'open-webui',
  labels: { 'app.kubernetes.io/instance': 'open-webui', 'app.kubernetes.io/component': 'open-webui' },
};

/** The pods that a route leads to. */
export const OPEN_WEBUI_ROUTED_PODS: RoutedPods = { labels: OPEN_WEBUI_PODS.labels, port: OPEN_WEBUI_POD_PORT };

/** The job that makes Open WebUI's key known to LiteLLM. */
export const VIRTUAL_KEY_PODS: PodGroup = {
  name: 'open-webui-virtual-key',
  labels: { 'app.kubernetes.io/name': 'open-webui-virtual-key' },
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
