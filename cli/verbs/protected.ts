import { Argument, Command } from 'commander';
import pc from 'picocolors';
import { type ApplicationChart, PROTECTED } from '../../constructs/helm/protected-values';
import { textTable } from '../../rehearsal';

const DEFAULT_WIDTH = 160;

/** Which charts take the values of an application. */
const CHARTS = {
  litellm: ['litellm', 'litellm-helm'],
  openwebui: ['open-webui'],
} as const satisfies Record<string, readonly ApplicationChart[]>;

type Application = keyof typeof CHARTS;

/** `inferencehub protected [application]` */
export function protectedVerb(): Command {
  return new Command('protected')
    .description('lists what `litellm.values` and `openwebui.values` may not set, why, and what to write instead')
    .addArgument(new Argument('[application]', 'only this one').choices(Object.keys(CHARTS)).argOptional())
    .option('--json', 'as JSON, and nothing else on standard output')
    .action((application: Application | undefined, { json = false }: { json?: boolean }) => {
      const charts = application ? CHARTS[application] : Object.values(CHARTS).flat();
      process.stdout.write(json ? asJson(charts) : charts.map(asTable).join('\n'));
    });
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
