import { unknownValues } from '../../../constructs/helm/unknown-values';
import { LITELLM_CHART, LITELLM_CLASSIC_CHART } from '../../../constructs/litellm/charts';
import { OPEN_WEBUI_CHART } from '../../../constructs/open-webui/chart';
import { Applications, environment } from '../../support/applications';
import type { ValueMap } from '../../../constructs/helm/helm-merge';
import { told } from '../environments/support';

describe('unknownValues', () => {
  const charts = { litellm: LITELLM_CHART, 'litellm-helm': LITELLM_CLASSIC_CHART, 'open-webui': OPEN_WEBUI_CHART };
  const paths = (chart: keyof typeof charts, values: ValueMap) =>
    unknownValues(charts[chart], values).map(({ path }) => path);

  test('finds what a chart does not have, however deep', () => {
    expect(paths('litellm', { gatway: {}, gateway: { hpa: { targetCpu: 1 } } })).toEqual([
      'gatway',
      'gateway.hpa.targetCpu',
    ]);
  });

  test('lets be what has keys of its own', () => {
    const values = {
      global: { x: 1 },
      gateway: {
        nodeSelector: { gpu: 'no' },
        resources: { limits: { cpu: 1 } },
        config: { proxy_config: { litellm_settings: { drop_params: true } } },
      },
    };
    expect(paths('litellm', values)).toEqual([]);
    expect(paths('open-webui', { ollama: { any: 1 }, podLabels: { a: 'b' } })).toEqual([]);
  });

  test.each(['monolith', 'classic'] as const)('knows every value that the platform sets (%s)', (shape) => {
    const apps = new Applications(environment({ litellm: { shape } }));
    expect(paths(shape === 'classic' ? 'litellm-helm' : 'litellm', apps.values('litellm') as ValueMap)).toEqual([]);
    expect(paths('open-webui', apps.values('open-webui') as ValueMap)).toEqual([]);
  });

  test('is told to a user with the nearest name', () => {
    const [says, todo] = told('prod', { 'litellm.values': { gateway: { hpa: { behaviour: {} } } } });
    expect(says).toBe(
      '  litellm.values.gateway.hpa.behaviour is no value of the chart litellm; did you mean behavior?',
    );
    expect(todo).toMatch(/^ {4}in its place the chart has: behavior, enabled, maxReplicas, /);
  });
});
