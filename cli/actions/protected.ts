import pc from 'picocolors';
import { type ApplicationChart, PROTECTED } from '../../constructs/charts/protected-values';
import { ExitCode } from '../../project/exit-code';
import { textTable } from '../../rehearsal/report/text-table';
import { terminalWidth } from '../terminal-width';

/** An application that takes Helm values. */
export type Application = 'litellm' | 'openwebui';

/** Which charts take the values of an application. */
const CHARTS: Readonly<Record<Application, readonly ApplicationChart[]>> = {
  litellm: ['litellm', 'litellm-helm'],
  openwebui: ['open-webui'],
};

/** Lists what may not be set in the values of an application, or of each. @returns the command's exit code */
export function protectedValues(
  application: Application | undefined,
  { json = false }: { readonly json?: boolean },
): number {
  const charts = application ? CHARTS[application] : Object.values(CHARTS).flat();
  process.stdout.write(json ? asJson(charts) : charts.map(asTable).join('\n'));
  return ExitCode.success;
}

/** A chart's protected values and variables, in one list. */
function entries(chart: ApplicationChart) {
  const { values, variables, variableLists } = PROTECTED[chart];
  return [
    ...values.map(({ path, reason, use }) => ({ value: path, reason, use })),
    ...variables.flatMap(({ name, reason, use }) =>
      variableLists.map((list) => ({ value: `${list}[${name.source}]`, reason, use })),
    ),
  ];
}

function asJson(charts: readonly ApplicationChart[]): string {
  const byChart = Object.fromEntries(charts.map((chart) => [chart, entries(chart)] as const));
  return `${JSON.stringify(byChart, undefined, 2)}\n`;
}

function asTable(chart: ApplicationChart): string {
  const { values, variables, variableLists } = PROTECTED[chart];
  const rows = [
    ...values.map(({ path, reason, use }) => [path, plain(reason), plain(use)]),
    ...variables.map(({ name, reason, use }) => [name.source, plain(reason), plain(use)]),
  ];
  const lines = textTable(['value, or pattern of a variable', 'why', 'use'], rows, terminalWidth());
  return [pc.bold(`${chart} (variables: in ${variableLists.join(', ')})`), ...lines, ''].join('\n');
}

/** The texts are Markdown; a terminal shows no code. */
function plain(text: string): string {
  return text.replaceAll('`', '');
}
