import type { ContainerVariables } from './container-variables';
import { litellmVariables } from '../litellm/effective-environment';
import { litellmClassicVariables } from '../litellm/classic-effective-environment';
import { openWebUiVariables } from '../open-webui/effective-environment';
import { searxngVariables } from '../search/effective-environment';

export type { ContainerVariables, EnvVar } from './container-variables';

/** The charts whose variables are known. */
export type KnownChart = 'litellm' | 'litellm-helm' | 'open-webui' | 'searxng';

/** The release that the values belong to. */
export interface KnownRelease {
  readonly release: string;
  readonly namespace: string;
}

/**
 * The environment variables that each container of a release gets, computed from its values as the chart's own
 * templates do, in order and with duplicates. No Helm and no cluster is asked.
 * @param values `helm_release.values`, parsed
 */
export function effectiveEnvironment(chart: KnownChart, values: unknown, release: KnownRelease): ContainerVariables {
  switch (chart) {
    case 'litellm':
      return litellmVariables(values, release.release);
    case 'litellm-helm':
      return litellmClassicVariables(values, release.release);
    case 'open-webui':
      return openWebUiVariables(values, release);
    case 'searxng':
      return searxngVariables(values);
  }
}
