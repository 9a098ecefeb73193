import pc from 'picocolors';
import type { Wiring } from '../../constructs/wiring/wiring';
import { type ContainerEnvironments, containerGroups } from './containers';
import { titleOf } from '../../environments/applications';
import type { RehearsalReport, StackReport } from './report';
import { sideBySide } from './side-by-side';
import { textTable, wrap } from './text-table';
import { goneLines, UPGRADE_HEADINGS, upgradeRows } from './upgrade';
import { evictionOf, plainHopsOf, warningsOf } from './warnings';

type Colors = ReturnType<typeof pc.createColors>;

export interface TerminalReportOptions {
  /** Whether the environment variables of every container are told too; they are most of the report. @defaultValue false */
  readonly variables?: boolean;
}

/** The report as text for a terminal `width` characters wide: what came of it first, and what is to be done. */
export function terminalReport(
  report: RehearsalReport,
  width: number,
  colors: Colors,
  { variables = false }: TerminalReportOptions = {},
): string {
  const sections = [
    verdict(report, colors),
    variableSection(report, colors),
    warningSection(report.wiring, colors),
    upgradeSection(report, width, colors),
    stackSection(report, width, colors),
    ...connectionSections(report.wiring, width, colors),
    limitSection(report, colors),
    ...(variables
      ? containerSections(report.containers, width, colors)
      : [foldedContainers(report.containers, colors)]),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

/** What came of a rehearsal, and what went wrong: all of it that `--quiet` leaves. */
export function terminalOutcome(report: RehearsalReport, colors: Colors): string {
  const lines = verdict(report, colors);
  return `${(report.passed ? lines.slice(0, 1) : lines).join('\n')}\n`;
}

/** Below this width, in characters, a table of connections would be more breaks than words. */
const TABLE_WIDTH = 100;

/** What in the connections to look at twice, then those of each application. */
export function wiringSections(wiring: Wiring | undefined, width: number, colors: Colors): string[][] {
  return [warningSection(wiring, colors), ...connectionSections(wiring, width, colors)].filter(
    (lines) => lines.length > 0,
  );
}

function warningSection(wiring: Wiring | undefined, colors: Colors): string[] {
  return warningsOf(wiring ?? {}).map((warning) => colors.yellow(`! ${warning}`));
}

function connectionSections(wiring: Wiring | undefined, width: number, colors: Colors): string[][] {
  const tables = Object.entries(wiring ?? {}).map(([application, connections]) => {
    const rows = connections.map((connection) => [
      connection.use,
      connection.variant,
      connection.endpoint,
      connection.database ?? '',
      connection.user ?? '',
      connection.tls,
      evictionOf(connection),
      connection.keyPrefix ?? '',
      connection.passwordFrom,
    ]);
    const headings = [
      'use',
      'variant',
      'endpoint',
      'database',
      'user',
      'TLS',
      'eviction',
      'key prefix',
      'password from',
    ];
    const lines =
      width < TABLE_WIDTH ? blocks(headings, rows, width) : headed(textTable(headings, rows, width - 2), colors);
    return [colors.bold(`${titleOf(application)} connects to`), ...lines];
  });
  const plain = plainHopsOf(wiring ?? {}).flatMap((hop) => {
    const [first = '', ...rest] = wrap(hop, Math.max(width - 4, 10));
    return [`  - ${first}`, ...rest.map((line) => `    ${line}`)];
  });
  const withoutTls = plain.length === 0 ? [] : [colors.bold('Without TLS, on purpose'), ...plain];
  return [...tables, withoutTls];
}

/** A row as lines of its own: its first cell, and below it what the others say, by their headings. */
function blocks(headings: readonly string[], rows: readonly (readonly string[])[], width: number): string[] {
  const name = Math.max(...headings.map(({ length }) => length));
  return rows.flatMap(([first = '', ...cells]) => {
    const entries = cells.flatMap((cell, at) => (cell === '' ? [] : [[headings[at + 1] ?? '', cell] as const]));
    const lines = entries.flatMap(([heading, cell]) =>
      wrap(cell, Math.max(width - name - 6, 10)).map(
        (part, line) => `    ${(line === 0 ? heading : '').padEnd(name)}  ${part}`,
      ),
    );
    return [`  ${first}`, ...lines];
  });
}

function containerSections(environments: ContainerEnvironments, width: number, colors: Colors): string[][] {
  return containerGroups(environments).map(({ application, containers, variables }) => {
    const rows = variables.map(({ name, value, from }) => [name, value, from ?? '']);
    return [
      colors.bold(`${titleOf(application)}: environment of ${containers.join(', ')}`),
      ...headed(textTable(['variable', 'value', 'from'], rows, width - 2), colors),
    ];
  });
}

/** Where the environment variables are, in their place. */
function foldedContainers(environments: ContainerEnvironments, colors: Colors): string[] {
  const counts = containerGroups(environments).map(
    ({ application, containers, variables }) =>
      `${variables.length} of ${titleOf(application)} (${containers.join(', ')})`,
  );
  if (counts.length === 0) return [];
  return [colors.dim(`Environment variables: ${counts.join(', ')}; --variables tells them, and the page does`)];
}

function stackSection(report: RehearsalReport, width: number, colors: Colors): string[] {
  const rows = report.stacks.map((stack) => [
    stack.name,
    String(stack.resources),
    String(Object.keys(stack.outputs).length),
    ...stepTexts(stack),
  ]);
  const table = textTable(['stack', 'resources', 'outputs', 'deploy', 'second plan', 'destroy'], rows, width - 2);
  const skipped =
    report.notDeployed.length === 0 ? [] : [`  not deployed, by choice: ${report.notDeployed.join(', ')}`];
  const together = sideBySide(report.stacks);
  const parallel =
    together.length === 0
      ? []
      : wrap(`deployed side by side: ${together.join('; ')}`, Math.max(width - 2, 10)).map((line) => `  ${line}`);
  return [colors.bold('Stacks'), ...headed(table, colors), ...parallel, ...skipped];
}

/** How long the steps of a stack took, and what its second plan said. */
export function stepTexts({
  seconds,
  changesOnSecondPlan,
}: StackReport): [deploy: string, plan: string, destroy: string] {
  const time = (taken: number | undefined): string => (taken === undefined ? '-' : `${taken.toFixed(1)} s`);
  const changes = changesOnSecondPlan?.length;
  const plan = changes === undefined ? '-' : changes === 0 ? 'empty' : `${changes} changes`;
  return [time(seconds.deploy), plan, time(seconds.destroy)];
}

function upgradeSection({ upgrade }: RehearsalReport, width: number, colors: Colors): string[] {
  if (!upgrade) return [];
  return [
    colors.bold(`Changes since ${upgrade.from}`),
    ...headed(textTable(UPGRADE_HEADINGS, upgradeRows(upgrade), width - 2), colors),
    ...goneLines(upgrade).map((line) => `  ${line}`),
  ];
}

function variableSection({ variables, environment }: RehearsalReport, colors: Colors): string[] {
  const missing = variables.filter(({ isSet }) => !isSet).map(({ name }) => name);
  if (missing.length === 0) return [];
  return [colors.yellow(`Set before you deploy ${environment}: ${missing.join(', ')} (rehearsed with made-up values)`)];
}

function limitSection({ doesNotProve }: RehearsalReport, colors: Colors): string[] {
  return [colors.bold('What this does not prove'), ...doesNotProve.map((limit) => colors.dim(`  - ${limit}`))];
}

function verdict(report: RehearsalReport, colors: Colors): string[] {
  const resources = report.stacks.reduce((sum, stack) => sum + stack.resources, 0);
  const what = `${report.environment}: ${report.stacks.length} stacks, ${resources} resources, ${report.seconds.toFixed(1)} s`;
  if (report.passed) {
    const { markers, files } = report.secrets;
    const searched =
      markers === 0
        ? 'no secret passes through Terraform'
        : `${markers} made-up secrets searched for in ${files} files, none seen`;
    const resumed = report.resumedAfter === undefined ? [] : ['  resumed after:', ...indented(report.resumedAfter)];
    const upgraded = report.upgrade === undefined ? '' : `deployed as it was at ${report.upgrade.from}, `;
    return [
      colors.green(`✓ ${what}`),
      `  ${upgraded}deployed, planned again without a change, destroyed, nothing left; ${searched}`,
      ...resumed,
    ];
  }
  return [
    colors.red(`✗ ${what}`),
    ...report.problems.flatMap(({ phase, stack, message }) => [
      colors.red(`  ${phase}${stack === undefined ? '' : ` of ${stack}`}:`),
      ...indented(message),
    ]),
  ];
}

function indented(text: string): string[] {
  return text.split('\n').map((line) => `    ${line}`);
}

function headed([headings = '', ...rows]: readonly string[], colors: Colors): string[] {
  return [colors.dim(`  ${headings}`), ...rows.map((row) => `  ${row}`)];
}
