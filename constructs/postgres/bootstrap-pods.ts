import type { PodGroup } from '../network-policies/flow';

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
