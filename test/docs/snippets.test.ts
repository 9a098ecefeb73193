import { problemsText } from '../../constructs/telling/problems';
import { environmentProblems } from '../../environments/rules';
import type { Neighbour } from '../../environments/rules/network';
import { EnvironmentSettings } from '../../environments/schema';
import { shapeProblems } from '../../constructs/telling/shape-problems';
import { ENVIRONMENT } from '../../environments/loading/told-as';
import { fromYaml, SHIPPED } from '../unit/environments/support';
import { documents, type Snippet } from './support/documents';
import { compileErrors, isApp, isWhole, settingsOf } from './support/environment-snippets';

const all = documents().flatMap(({ snippets }) => snippets);
const inTypeScript = all.filter(({ language }) => language === 'ts');
/** One is wrong on purpose, and is followed by what is told of it. */
const wrong = inTypeScript.filter(({ code }) => code.includes('// environments/team.ts'));
const right = inTypeScript.filter((snippet) => !wrong.includes(snippet) && !isApp(snippet));

const NEIGHBOURS: readonly Neighbour[] = Object.entries(SHIPPED).map(([name, { account, network }]) => ({
  name,
  file: `environments/${name}.ts`,
  account: account?.id,
  cidr: network?.kind === 'managed' ? network.cidr : undefined,
}));

/** What is told of settings, as it is printed. */
function told(settings: unknown, file: string, neighbours: readonly Neighbour[] = []): string {
  const parsed = EnvironmentSettings.safeParse(settings);
  const problems = parsed.success
    ? environmentProblems({ ...parsed.data, name: 'team' }, neighbours)
    : shapeProblems(EnvironmentSettings, settings, parsed.error.issues, ENVIRONMENT);
  return problems.length === 0 ? '' : `${problemsText(file, problems)}\n`;
}

/** A whole environment as it stands; some settings in place of those of the shipped environment that they suit best. */
function problemsOf(snippet: Snippet): string {
  const settings = settingsOf(snippet);
  if (isWhole(snippet)) return told(settings, snippet.where);
  const attempts = Object.values(SHIPPED).map((shipped) => told({ ...shipped, ...settings }, snippet.where));
  return attempts.sort((one, other) => one.length - other.length)[0] ?? '';
}

describe('the documentation’s snippets', () => {
  test('of TypeScript compile', () => {
    expect(inTypeScript.length).toBeGreaterThan(5);
    expect(compileErrors(inTypeScript)).toEqual([]);
  });

  test.each(right.map((snippet) => [snippet.where, snippet] as const))('%s is a right environment', (_, snippet) => {
    expect(problemsOf(snippet)).toBe('');
  });

  const inYaml = all.filter(({ language, code }) => language === 'yaml' && code.includes('clusterName:'));

  test.each(inYaml.map((snippet) => [snippet.where, snippet] as const))(
    '%s is a right inferencehub.yaml',
    (_, { code }) => {
      expect(fromYaml(code)).toMatchObject({ cluster: { kind: 'kubeconfig', context: 'my-cluster' } });
    },
  );

  test('show what is really told of the wrong environment', () => {
    const [snippet] = wrong;
    const output = snippet && all[all.indexOf(snippet) + 1];
    expect(output?.language).toBe('text');
    expect(told(snippet && settingsOf(snippet), 'environments/team.ts', NEIGHBOURS)).toBe(output?.code);
  });
});
