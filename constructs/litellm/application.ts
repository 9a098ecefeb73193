import type { Application } from '../application/application';
import { LITELLM_CHART, LITELLM_CLASSIC_CHART, litellmChart } from './charts';
import { LITELLM_EXPOSURE } from './exposure';
import { LITELLM_HOPS } from './plain-hops';
import { litellmServices } from './services';
import { LiteLlmSettings } from './settings';

const settings = LiteLlmSettings.prefault({});

/** LiteLLM, as the rooms see it that know no application by name. */
export const LITELLM_APPLICATION = {
  name: 'litellm',
  title: 'LiteLLM',
  settings,
  charts: [LITELLM_CHART, LITELLM_CLASSIC_CHART],
  plainHops: LITELLM_HOPS,
  exposure: LITELLM_EXPOSURE,
  needs: (litellm, region) => ({
    services: litellmServices(litellm),
    registries: ['ghcr.io'],
    endpoints: [
      ...(litellm.identity.kind === 'irsa' ? (['sts'] as const) : []),
      ...(usesBedrock(litellm, region) ? (['bedrock-runtime'] as const) : []),
    ],
  }),
  egressSources: () => [{ name: 'litellm' }],
  passthrough: ({ shape, values, secretEnv }) => ({ chart: litellmChart(shape), values, secretEnv }),
} satisfies Application<typeof settings>;

/** Whether something is asked of Bedrock in the environment's own region; endpoints lead to no other. */
function usesBedrock({ models, guardrails }: LiteLlmSettings, region: string | undefined): boolean {
  return [...models, ...guardrails].some(
    (one) => one.provider === 'bedrock' && (one.region === undefined || one.region === region),
  );
}
