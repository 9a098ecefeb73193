import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Testing } from 'cdktf';
import { parse } from 'yaml';
import { renderChart } from '../../../policy/kubernetes/render-chart';
import { environmentNames, loadEnvironments } from '../../../environments';
import { environmentStacks } from '../../../stacks';
import { type Block, synthesized } from '../../support/terraform-json';

const CHARTS = join(__dirname, '../../../charts');

/** Every release of the shipped environments. */
const RELEASES: Block[] = loadEnvironments(environmentNames().join(','))
  .flatMap((environment) => environmentStacks(Testing.app(), environment))
  .flatMap((stack) => Object.values(synthesized(stack).resource?.helm_release ?? {}));

const isOwn = ({ chart }: Block) => String(chart).startsWith('./');

describe('releases of the project’s own charts', () => {
  const left = RELEASES.filter((release) => isOwn(release) && release.atomic !== true);

  test('go on where their first install failed, instead of being refused because their name is in use', () => {
    expect(left.length).toBeGreaterThan(20);
    expect(left.filter(({ upgrade_install }) => upgrade_install !== true).map(({ name }) => name)).toEqual([]);
  });

  test('say which version their chart has, without which `upgrade_install` fails at a newer one', () => {
    const versions = new Set(
      readdirSync(CHARTS).map(
        (chart) => (parse(readFileSync(join(CHARTS, chart, 'Chart.yaml'), 'utf8')) as { version: string }).version,
      ),
    );
    expect(left.filter(({ version }) => !versions.has(String(version))).map(({ name }) => name)).toEqual([]);
  });
});

describe('other releases', () => {
  const others = RELEASES.filter((release) => !isOwn(release));

  test('are removed when their first install fails, and take over none that somebody else made', () => {
    expect(others.length).toBeGreaterThan(10);
    for (const { name, atomic, cleanup_on_fail, upgrade_install } of others) {
      expect({ name, atomic, cleanup_on_fail, upgrade_install }).toEqual({ name, atomic: true, cleanup_on_fail: true });
    }
  });
});

describe.each(['database-bootstrap', 'virtual-key'])('the Job of %s', (chart) => {
  const [job] = renderChart(join(CHARTS, chart), { name: 'one', namespace: 'apps', values: valuesOf(chart) }).filter(
    ({ kind }) => kind === 'Job',
  );

  test('is a hook: made anew by each attempt and waited for, also while a failed release is upgraded', () => {
    expect(job?.metadata).toMatchObject({
      annotations: {
        'helm.sh/hook': 'post-install,post-upgrade',
        'helm.sh/hook-delete-policy': 'before-hook-creation',
      },
    });
  });

  test('keeps the pod that failed, and its log', () => {
    const { ttlSecondsAfterFinished, template } = job?.spec as {
      ttlSecondsAfterFinished: number;
      template: { spec: { restartPolicy: string } };
    };
    expect(template.spec.restartPolicy).toBe('Never');
    expect(ttlSecondsAfterFinished).toBeGreaterThanOrEqual(24 * 3600);
  });
});

function valuesOf(chart: string) {
  return chart === 'virtual-key' ? { owner: 'one', image: { repository: 'litellm', tag: '1' } } : {};
}
