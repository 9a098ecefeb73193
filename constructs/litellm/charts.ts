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
    ...configurationLists('gateway.config.proxy_config'),
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
    ...configurationLists('proxy_config'),
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

function componentLists(component: string): Readonly<Record<string, EntryKey>> {
  return {
    [`${component}.extraEnv`]: 'name',
    [`${component}.envSecrets`]: 'itself',
    [`${component}.volumes`]: 'name',
    [`${component}.volumeMounts`]: 'mountPath',
  };
}

/** Lists of LiteLLM's configuration: who hears of calls besides the platform, and what else looks at them. */
function configurationLists(path: string): Readonly<Record<string, EntryKey>> {
  return {
    [`${path}.guardrails`]: 'guardrail_name',
    [`${path}.search_tools`]: 'search_tool_name',
    [`${path}.litellm_settings.callbacks`]: 'itself',
    [`${path}.litellm_settings.success_callback`]: 'itself',
    [`${path}.litellm_settings.failure_callback`]: 'itself',
    [`${path}.general_settings.pass_through_endpoints`]: 'path',
    [`${path}.router_settings.optional_pre_call_checks`]: 'itself',
  };
}
