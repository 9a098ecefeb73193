import type { PodGroup } from '../network-policies/flow';

/** SearXNG's port, in the pods and of its Service. */
export const SEARXNG_PORT = 8080;
export const SEARXNG_PODS: PodGroup = {
  name: 'searxng',
  labels: { 'app.kubernetes.io/name': 'searxng', 'app.kubernetes.io/instance': 'searxng' },
};
