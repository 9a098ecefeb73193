import type { ChartValues } from '../../../constructs/helm/chart-values';
import { helmMerge, isMap, valueAt, type ValueMap } from '../../../constructs/helm/helm-merge';
import { withPassthrough } from '../../../constructs/helm/passthrough';
import type { PassthroughChart } from '../../../constructs/helm/known-chart';
import { protectedProblems } from '../../../constructs/helm/protected-values';
import { LITELLM_CHART, LITELLM_CLASSIC_CHART } from '../../../constructs/litellm/charts';
import { OPEN_WEBUI_CHART } from '../../../constructs/open-webui/chart';
import { Applications, environment } from '../../support/applications';
import { fc } from '../../support/property-tests';

describe('helmMerge', () => {
  test('merges maps, replaces lists and scalars, and keeps null, which takes a default away', () => {
    const base = { map: { a: 1, b: 2 }, list: [1, 2], text: 'x', gone: 'y' };
    const over = { map: { b: 3, c: 4 }, list: [9], text: 'z', gone: null, left: undefined };
    expect(helmMerge(base, over)).toEqual({ map: { a: 1, b: 3, c: 4 }, list: [9], text: 'z', gone: null });
  });
});

describe('protectedProblems', () => {
  test('finds a protected value, says why, and what to use instead', () => {
    expect(protectedProblems(LITELLM_CHART.protection, { database: { writer: { host: 'mine' } } })).toEqual([
      {
        path: 'database.writer',
        found: { host: 'mine' },
        reason: expect.any(String) as string,
        use: "the environment's `postgres`",
      },
    ]);
  });

  test('finds what takes the place of a map with protected values in it', () => {
    const paths = (values: object) => protectedProblems(LITELLM_CHART.protection, values).map(({ path }) => path);
    expect(paths({ gateway: null })).toContain('gateway');
    expect(paths({ gateway: { config: { proxy_config: [] } } })).toContain('gateway.config.proxy_config');
  });

  test.each([
    ['a list', [{ name: 'DATABASE_URL', value: 'x' }]],
    ['a map', { DATABASE_URL: 'x' }],
  ])('finds a protected variable in %s', (_form, extraEnvVars) => {
    expect(protectedProblems(OPEN_WEBUI_CHART.protection, { extraEnvVars })).toMatchObject([
      { path: 'extraEnvVars[DATABASE_URL]', found: 'x' },
    ]);
  });

  test('finds variables that would be gone', () => {
    expect(protectedProblems(OPEN_WEBUI_CHART.protection, { extraEnvVars: null })).toMatchObject([
      { path: 'extraEnvVars' },
    ]);
  });

  test('lets every other value be', () => {
    const values = {
      gateway: { nodeSelector: { gpu: 'no' }, extraEnv: [{ name: 'HTTPS_PROXY', value: 'http://p' }] },
      image: { repository: 'mirror/litellm' },
    };
    expect(protectedProblems(LITELLM_CHART.protection, values)).toEqual([]);
  });
});

describe('withPassthrough', () => {
  const ours: ChartValues = {
    extraEnvVars: [
      { name: 'A', value: '1' },
      { name: 'B', value: '2' },
    ],
    image: { tag: 't' },
    volumes: [{ name: 'scratch' }],
  };

  test("merges variables by name: ours first, a user's in their place or after them", () => {
    const users = {
      extraEnvVars: [
        { name: 'B', value: 'mine' },
        { name: 'C', value: '3' },
      ],
    };
    expect(withPassthrough(OPEN_WEBUI_CHART, ours, users).extraEnvVars).toEqual([
      { name: 'A', value: '1' },
      { name: 'B', value: 'mine' },
      { name: 'C', value: '3' },
    ]);
  });

  test('takes variables that are written as a map', () => {
    const users = { extraEnvVars: { C: 3, D: { valueFrom: { secretKeyRef: { name: 's', key: 'k' } } } } };
    expect(withPassthrough(OPEN_WEBUI_CHART, ours, users).extraEnvVars).toEqual([
      { name: 'A', value: '1' },
      { name: 'B', value: '2' },
      { name: 'C', value: '3' },
      { name: 'D', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } },
    ]);
  });

  test('adds volumes to ours, which the pods cannot do without', () => {
    expect(withPassthrough(OPEN_WEBUI_CHART, ours, { volumes: [{ name: 'mine' }] }).volumes).toEqual([
      { name: 'scratch' },
      { name: 'mine' },
    ]);
  });

  test.each([
    ['a list', ['mine']],
    ['one text', 'mine'],
  ])("keeps who hears of calls beside a user's own, given as %s", (_form, callbacks) => {
    const heard = { litellm_settings: { callbacks: ['langfuse_otel', 'prometheus'], success_callback: ['s3_v2'] } };
    const users = { litellm_settings: { callbacks, success_callback: ['s3_v2', 'mine'] } };
    const merged = withPassthrough(LITELLM_CLASSIC_CHART, { proxy_config: heard }, { proxy_config: users });
    expect(valueAt(merged, ['proxy_config', 'litellm_settings'])).toEqual({
      callbacks: ['langfuse_otel', 'prometheus', 'mine'],
      success_callback: ['s3_v2', 'mine'],
    });
  });

  test('refuses a protected value', () => {
    expect(() => withPassthrough(OPEN_WEBUI_CHART, ours, { databaseUrl: 'x' })).toThrow('databaseUrl');
  });
});

/** Values with keys that charts have, protected ones among them, and with any others. */
function anyValues(chart: PassthroughChart): fc.Arbitrary<ValueMap> {
  const keys = [...new Set(chart.protection.values.flatMap(({ path }) => path.split('.')))];
  const key = fc.oneof(
    fc.constantFrom(...keys, ...chart.protection.variableLists, 'nodeSelector', 'podLabels'),
    fc.string({ minLength: 1 }),
  );
  const variables = fc.array(
    fc.record({ name: fc.constantFrom('DATABASE_URL', 'HTTP_PROXY', 'REDIS_URL'), value: fc.string() }),
  );
  const { tree } = fc.letrec<{ tree: ValueMap; value: never }>((tie) => ({
    tree: fc.dictionary(key, tie('value'), { maxKeys: 4 }),
    value: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom(null, 1, 'x', true),
      variables,
      tie('tree'),
    ) as fc.Arbitrary<never>,
  }));
  return tree.filter((values) => !('__proto__' in values));
}

/** Paths of what a user wrote and a merge has not; a list that both write has to hold the user's entries. */
function lost(users: unknown, merged: unknown, path = ''): string[] {
  if (isMap(users)) {
    // Variables that are written as a map.
    if (Array.isArray(merged)) {
      return Object.keys(users).filter((name) => !merged.some((one) => valueAt(one, ['name']) === name));
    }
    return Object.entries(users).flatMap(([key, value]) => {
      if (!isMap(merged)) return [`${path}.${key}`];
      return lost(value, merged[key], `${path}.${key}`);
    });
  }
  if (Array.isArray(users) && Array.isArray(merged)) {
    return users.flatMap((entry: unknown, index) => {
      const name = valueAt(entry, ['name']);
      const others = users.filter((one: unknown) => valueAt(one, ['name']) === name);
      // Of several with one name any may be kept.
      const isKept = merged.some((one) => others.some((other) => JSON.stringify(one) === JSON.stringify(other)));
      return isKept ? [] : [`${path}[${index}]`];
    });
  }
  return JSON.stringify(users) === JSON.stringify(merged) ? [] : [path];
}

describe.each([LITELLM_CHART, LITELLM_CLASSIC_CHART, OPEN_WEBUI_CHART])('any passthrough block of $name', (chart) => {
  const shape = chart === LITELLM_CLASSIC_CHART ? 'classic' : 'monolith';
  let ours: ChartValues;

  beforeAll(() => {
    const apps = new Applications(environment({ litellm: { shape } }));
    ours = apps.values(chart === OPEN_WEBUI_CHART ? 'open-webui' : 'litellm') as ChartValues;
  });

  test('is refused, or leaves every protected value of ours and loses none of its own', () => {
    fc.assert(
      fc.property(anyValues(chart), (users) => {
        if (protectedProblems(chart.protection, users).length > 0) {
          expect(() => withPassthrough(chart, ours, users)).toThrow('protected');
          return;
        }
        const merged = withPassthrough(chart, ours, users);
        for (const { path } of chart.protection.values) {
          const keys = path.split('.');
          expect(valueAt(merged, keys)).toEqual(valueAt(ours, keys));
        }
        expect(lost(users, merged)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
