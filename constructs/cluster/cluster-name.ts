import type { Names } from '../names/names';

/** EKS' limit for a cluster's name. */
const NAME_LIMIT = 100;

/** The name of an environment's own EKS cluster. */
export function clusterName(names: Names): string {
  return names.of('cluster', NAME_LIMIT);
}
