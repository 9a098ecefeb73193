import type { EntryKey, PassthroughChart } from '../helm/known-chart';
import { litellmClassicVariables } from './classic-effective-environment';
import { litellmVariables } from './effective-environment';
import { CLASSIC_KNOWN_VALUES, KNOWN_VALUES } from './known-values';
import { CLASSIC_PROTECTED_VALUES, PROTECTED_VALUES } from './protected-values';
import type { LiteLlmSettings } from './settings';

/** The chart 1.0.0, with a component for each task. */
export const LITELLM_CHART: PassthroughChart = {
  name: 'litellm',
  takenFor: 'shapes `monolith` and `split`',
  protection: PROTECTED_VALUES,
  knownValues: KNOWN_VALUES,
  mergedLists: {
    ...componentLists('gateway'),
    ...componentLists('backend'),
    ...callbackLists('gateway.config.proxy_config'),
    'migrationJob.extraEnv': 'name',
    'migrationJob.volumes': 'name',
    'migrationJob.volumeMounts': 'mountPath',
  },
  variables: (values, { release }) => litellmVariables(values, release),
};

/** The chart before it. */
export const LITELLM_CLASSIC_CHART: PassthroughChart = {
  name: 'litellm-helm',
  takenFor: 'shape `classic`',
  protection: CLASSIC_PROTECTED_VALUES,
  knownValues: CLASSIC_KNOWN_VALUES,
  mergedLists: {
    ...callbackLists('proxy_config'),
    extraEnvVars: 'name',
    environmentSecrets: 'itself',
    volumes: 'name',
    volumeMounts: 'mountPath',
  },
  variables: (values, { release }) => litellmClassicVariables(values, release),
};

/** The chart that a shape of LiteLLM is installed from. */
export function litellmChart(shape: LiteLlmSettings['shape']): PassthroughChart {
  return shape === 'classic' ? LITELLM_CLASSIC_CHART : LITELLM_CHART;
}

/** Who hears of calls: a user's own beside the log of requests, the metrics and what traces. */
function callbackLists(configuration: string): Readonly<Record<string, EntryKey>> {
  const lists = ['callbacks', 'success_callback', 'failure_callback'];
  return Object.fromEntries(lists.map((list) => [`${configuration}.litellm_settings.${list}`, 'itself'] as const));
}

function componentLists(component: string): Readonly<Record<string, EntryKey>> {
  return {
    [`${component}.extraEnv`]: 'name',
    [`${component}.envSecrets`]: 'itself',
    [`${component}.volumes`]: 'name',
    [`${component}.volumeMounts`]: 'mountPath',
  };
}
