import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ValueMap } from '../../../constructs/helm/helm-merge';
import { type KubernetesObject, renderChart } from '../../../policy/kubernetes/render-chart';

const CHART = join(__dirname, 'chart');
const CHARTS = join(__dirname, '..', '..', '..', 'charts');

/** What Helm 3.22 makes of the chart in `chart`, whose templates have everything that the project's charts use. */
const BY_HELM = JSON.parse(readFileSync(join(__dirname, 'rendered-by-helm.json'), 'utf8')) as {
  readonly values: ValueMap;
  readonly objects: readonly KubernetesObject[];
};

const byKind = (one: KubernetesObject, other: KubernetesObject): number => (one.kind < other.kind ? -1 : 1);

describe('renderChart', () => {
  test('makes of a chart what Helm makes of it, and says which namespace the objects are in', () => {
    const rendered = renderChart(CHART, { name: 'release', namespace: 'apps', values: BY_HELM.values });
    const expected = BY_HELM.objects.map((object) => ({
      ...object,
      metadata: { ...object.metadata, namespace: 'apps' },
    }));
    expect(rendered.sort(byKind)).toEqual(expected.sort(byKind));
  });

  test('writes the objects of manifests as they are', () => {
    const metadata = { name: 'x', namespace: 'own' };
    const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { a: 'b: c' } };
    const resources = [object, { ...object, data: { a: '{{ no template }}' } }];
    const release = { name: 'release', namespace: 'apps', values: { resources } };
    expect(renderChart(join(CHARTS, 'manifests'), release)).toEqual(resources);
  });
});
