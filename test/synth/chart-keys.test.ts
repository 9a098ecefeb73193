import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv, { type AnySchema } from 'ajv';
import Ajv2020 from 'ajv/dist/2020';
import { type TerraformStack, Testing } from 'cdktf';
import { parse } from 'yaml';
import { helmMerge, isMap, type ValueMap } from '../../constructs/helm/helm-merge';
import { type Environment, loadEnvironments } from '../../environments';
import { environmentStacks } from '../../stacks';
import { resources, synthesized } from '../support/terraform-json';

/** What charts say of themselves, beside a checkout; by the chart's name where the folder has another. */
const CHARTS = join(__dirname, '..', '..', '..', 'shared', 'charts');
const FOLDERS: Readonly<Record<string, string>> = { cluster: 'cnpg-cluster', 'gateway-helm': 'envoy-gateway' };

/** Charts of which no values are at hand. */
const UNKNOWN_CHARTS = ['cert-manager'];

/** Maps that a chart passes on as they are, so that its values.yaml does not say what may be in them. */
const FREE_FORM: readonly { readonly chart?: string; readonly path: RegExp; readonly reason: string }[] = [
  {
    path: /(^|\.)(annotations|\w+Annotations|labels|podLabels|nodeSelector)$/,
    reason: 'annotations, labels and selectors have the names that their readers know',
  },
  {
    path: /(^|\.)(\w*[rR]esources|\w*[sS]ecurityContext|(liveness|readiness|startup)Probe|strategy|lifecycle|podDisruptionBudget)$/,
    reason: "Kubernetes' own objects, put into the pod whole",
  },
  { chart: 'litellm', path: /^gateway\.config\.proxy_config$/, reason: "LiteLLM's config.yaml, whole" },
  { chart: 'litellm-helm', path: /^proxy_config$/, reason: "LiteLLM's config.yaml, whole" },
  { chart: 'aws-load-balancer-controller', path: /^defaultTags$/, reason: 'tags by their names' },
  {
    chart: 'cluster',
    path: /^cluster\.(certificates|initdb|postgresql\.parameters)$/,
    reason: "parts of CloudNativePG's own objects, put into them whole",
  },
  {
    chart: 'gateway-helm',
    path: /^config\.envoyGateway\.provider$/,
    reason: "part of Envoy Gateway's own configuration, put into its file whole",
  },
  { chart: 'valkey', path: /^auth\.aclUsers$/, reason: 'users by their names' },
];

/** One release of somebody else's chart, in one of the environments. */
interface Release {
  readonly chart: string;
  readonly where: string;
  readonly values: ValueMap;
}

/** Every release of every environment, and of its applications with LiteLLM in each of its shapes. */
function releases(): Release[] {
  return loadEnvironments().flatMap((environment) => [
    ...environmentStacks(Testing.app(), environment).flatMap((stack) => ofStack(stack, environment.name)),
    ...(['monolith', 'split', 'classic'] as const)
      .filter((shape) => shape !== environment.litellm.shape)
      .flatMap((shape) => ofApplications(environment, shape)),
  ]);
}

function ofApplications(environment: Environment, shape: Environment['litellm']['shape']): Release[] {
  const stacks = environmentStacks(Testing.app(), { ...environment, litellm: { ...environment.litellm, shape } });
  return stacks.slice(-1).flatMap((apps) => ofStack(apps, `${environment.name}, ${shape}`));
}

function ofStack(stack: TerraformStack, where: string): Release[] {
  return resources(synthesized(stack), 'helm_release')
    .filter(({ repository }) => repository !== undefined)
    .map(({ chart, values }) => ({
      chart: String(chart),
      where,
      values: JSON.parse((values as readonly string[] | undefined)?.[0] ?? '{}') as ValueMap,
    }));
}

function file(chart: string, name: string): string {
  return join(CHARTS, FOLDERS[chart] ?? chart, name);
}

/** Envoy Gateway's values are themselves a template, for its image alone. */
function valuesFile(chart: string): string {
  const plain = file(chart, 'values.yaml');
  return existsSync(plain) ? plain : file(chart, 'values.tmpl.yaml');
}

function defaults(chart: string): ValueMap {
  return parse(readFileSync(valuesFile(chart), 'utf8')) as ValueMap;
}

/** Paths that are set and that the chart does not have. */
function unknownKeys(chart: string, values: ValueMap, known: ValueMap, path = ''): string[] {
  return Object.entries(values).flatMap(([key, value]) => {
    const here = path ? `${path}.${key}` : key;
    if (!(key in known)) return [here];
    const isFree = FREE_FORM.some((free) => (free.chart ?? chart) === chart && free.path.test(here));
    const below = known[key];
    return isMap(value) && isMap(below) && !isFree ? unknownKeys(chart, value, below, here) : [];
  });
}

const isAtHand = existsSync(CHARTS);
/** Without the charts there is nothing to compare with. */
function compare(): void {
  const all = releases();
  const charts = [...new Set(all.map(({ chart }) => chart))].sort();
  const of = (chart: string) => all.filter((release) => release.chart === chart);

  test('are known of every chart but those that are named here', () => {
    expect(charts.filter((chart) => !existsSync(valuesFile(chart)))).toEqual(UNKNOWN_CHARTS);
  });

  const comparable = charts.filter((chart) => existsSync(valuesFile(chart)));

  test.each(comparable)('%s has every key that is set', (chart) => {
    const known = defaults(chart);
    const found = of(chart).flatMap(({ where, values }) =>
      unknownKeys(chart, values, known).map((key) => `${key} (${where})`),
    );
    expect(found).toEqual([]);
  });

  const withSchema = comparable.filter((chart) => existsSync(file(chart, 'values.schema.json')));

  test.each(withSchema)("%s' schema accepts the values", (chart) => {
    const schema = JSON.parse(readFileSync(file(chart, 'values.schema.json'), 'utf8')) as AnySchema & {
      readonly $schema?: string;
    };
    const options = { strict: false, allErrors: true, logger: false } as const;
    const ajv = schema.$schema?.includes('2020-12') ? new Ajv2020(options) : new Ajv(options);
    const validate = ajv.compile(schema);
    const found = of(chart).flatMap(({ where, values }) =>
      validate(withoutNulls(helmMerge(defaults(chart), values)))
        ? []
        : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''} (${where})`),
    );
    expect(found).toEqual([]);
  });
}

if (isAtHand) describe('values of the charts', compare);
else test.skip(`values of the charts: ${CHARTS} is not there`, () => undefined);

describe('the comparison', () => {
  test('finds a key that a chart does not have, and lets free-form maps be', () => {
    const known = { image: { tag: '' }, resources: {}, gateway: { extraEnv: [] } };
    const values = {
      image: { tga: 'x' },
      resources: { limits: { cpu: 1 } },
      gateway: { extraEnv: [], annotations: {} },
    };
    expect(unknownKeys('any', values, known)).toEqual(['image.tga', 'gateway.annotations']);
  });
});

/** Helm takes a key away whose value is null before the schema sees it. */
function withoutNulls(values: ValueMap): ValueMap {
  return Object.fromEntries(
    Object.entries(values)
      .filter(([, value]) => value !== null)
      .map(([key, value]) => [key, isMap(value) ? withoutNulls(value) : value]),
  );
}
