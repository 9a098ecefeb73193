import { Argument, Command } from 'commander';
import pc from 'picocolors';
import type { PassthroughChart } from '../../constructs/helm/known-chart';
import { PASSTHROUGH_CHARTS } from '../../environments/applications';
import { textTable } from '../../rehearsal';

const DEFAULT_WIDTH = 160;

/** The settings whose values are for a chart. */
const SETTINGS: readonly string[] = [...new Set(PASSTHROUGH_CHARTS.map(({ setting }) => setting))];

/** `inferencehub protected [application]` */
export function protectedVerb(): Command {
  return new Command('protected')
    .description(
      `lists what ${SETTINGS.map((setting) => `\`${setting}.values\``).join(' and ')} may not set, why, and what to write instead`,
    )
    .addArgument(new Argument('[application]', 'only this one').choices(SETTINGS).argOptional())
    .option('--json', 'as JSON, and nothing else on standard output')
    .action((application: string | undefined, { json = false }: { json?: boolean }) => {
      const charts = PASSTHROUGH_CHARTS.filter(
        ({ setting }) => application === undefined || setting === application,
      ).map(({ chart }) => chart);
      process.stdout.write(json ? asJson(charts) : charts.map(asTable).join('\n'));
    });
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

function asTable({ name: chart, protection: { values, variables, variableLists } }: PassthroughChart): string {
  const width = process.stdout.columns || DEFAULT_WIDTH;
  const rows = [
    ...values.map(({ path, reason, use }) => [path, plain(reason), plain(use)]),
    ...variables.map(({ name, reason, use }) => [name.source, plain(reason), plain(use)]),
  ];
  const lines = textTable(['value, or pattern of a variable', 'why', 'use'], rows, width);
  return [pc.bold(`${chart} (variables: in ${variableLists.join(', ')})`), ...lines, ''].join('\n');
}

/** The texts are Markdown; a terminal shows no code. */
function plain(text: string): string {
  return text.replaceAll('`', '');
}
