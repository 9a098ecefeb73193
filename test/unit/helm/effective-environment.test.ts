import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EnvVar } from '../../../constructs/helm/container-variables';
import { effectiveEnvironment } from '../../support/effective-environment';

/** Values, and the variables in what Helm's own engine rendered from them with the charts at their pinned versions. */
interface Rendered {
  readonly title: string;
  readonly chart: string;
  readonly release: string;
  readonly values: unknown;
  readonly containers: Readonly<Record<string, readonly EnvVar[]>>;
}

const rendered = JSON.parse(
  readFileSync(join(__dirname, 'fixtures', 'rendered-environments.json'), 'utf8'),
) as readonly Rendered[];

describe('effectiveEnvironment', () => {
  test.each(rendered.map((one) => [one.title, one] as const))('is what Helm renders: %s', (_title, one) => {
    const computed = effectiveEnvironment(one.chart, one.values, { release: one.release, namespace: 'ns' });
    expect(computed).toEqual(one.containers);
  });
});
