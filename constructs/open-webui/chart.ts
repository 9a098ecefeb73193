import type { PassthroughChart } from '../helm/known-chart';
import { openWebUiVariables } from './effective-environment';
import { KNOWN_VALUES } from './known-values';
import { PROTECTED_VALUES } from './protected-values';

/** Open WebUI's own chart. */
export const OPEN_WEBUI_CHART: PassthroughChart = {
  name: 'open-webui',
  protection: PROTECTED_VALUES,
  knownValues: KNOWN_VALUES,
  mergedLists: {
    extraEnvVars: 'name',
    extraInitContainers: 'name',
    volumes: 'name',
    'volumeMounts.container': 'mountPath',
    'volumeMounts.initContainer': 'mountPath',
  },
  variables: openWebUiVariables,
};
