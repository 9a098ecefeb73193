import pc from 'picocolors';
import type { PassthroughChart } from '../../constructs/helm/known-chart';
import { UserError } from '../../environments';
import { PASSTHROUGH_CHARTS } from '../../environments/applications';
import { ExitCode } from '../../project/exit-code';
import { textTable } from '../../rehearsal/report/text-table';
import { terminalWidth } from '../terminal-width';

/** The applications that take Helm values, by their settings. */
export function applicationsWithValues(): string[] {
  return [...new Set(PASSTHROUGH_CHARTS.map(({ setting }) => setting))];
}

/** Lists what may not be set in the values of an application, or of each. @returns the command's exit code */
export function protectedValues(
  application: string | undefined,
  { json = false }: { readonly json?: boolean },
): number {
  const charts = PASSTHROUGH_CHARTS.filter(({ setting }) => application === undefined || setting === application).map(
    ({ chart }) => chart,
  );
  if (charts.length === 0) {
    throw new UserError(`${application ?? ''} takes no Helm values; these do: ${applicationsWithValues().join(', ')}`);
  }
  process.stdout.write(json ? asJson(charts) : charts.map(asTable).join('\n'));
  return ExitCode.success;
}

/** A chart's protected values and variables, in one list. */
function entries({ protection: { values, variables, variableLists } }: PassthroughChart) {
  return [
    ...values.map(({ path, reason, use }) => ({ value: path, reason, use })),
    ...variables.flatMap(({ name, reason, use }) =>
      variableLists.map((list) => ({ value: `${list}[${name.source}]`, reason, use })),
    ),
  ];
}

function asJson(charts: readonly PassthroughChart[]): string {
  const byChart = Object.fromEntries(charts.map((chart) => [chart.name, entries(chart)] as const));
  return `${JSON.stringify(byChart, undefined, 2)}\n`;
}

function asTable({ name, protection: { values, variables, variableLists } }: PassthroughChart): string {
  const rows = [
    ...values.map(({ path, reason, use }) => [path, plain(reason), plain(use)]),
    ...variables.map(({ name: pattern, reason, use }) => [pattern.source, plain(reason), plain(use)]),
  ];
  const lines = textTable(['value, or pattern of a variable', 'why', 'use'], rows, terminalWidth());
  return [pc.bold(`${name} (variables: in ${variableLists.join(', ')})`), ...lines, ''].join('\n');
}

/** The texts are Markdown; a terminal shows no code. */
function plain(text: string): string {
  return text.replaceAll('`', '');
}
