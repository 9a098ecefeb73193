import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { Command } from 'commander';
import pc from 'picocolors';
import {
  findTerraform,
  htmlReport,
  Interrupted,
  LiveProgress,
  PlainProgress,
  type Progress,
  rehearse,
  type RehearsalReport,
  terminalReport,
} from '../../rehearsal';
import { environmentNames, UserError } from '../../environments';
import { limitsOf } from '../../rehearsal/report/limits';
import type { Layer } from '../../stacks/environment-stack';
import { ExitCode } from '../exit-code';
import { interruption } from '../interruption';
import { environmentsDirectory, projectDirectory, type SelectedEnvironment, selectEnvironments } from '../project';

interface RehearseFlags {
  readonly keep?: boolean;
  readonly stack?: readonly string[];
  readonly json?: boolean;
  readonly html?: string;
  readonly failOnce?: string;
  readonly plans?: string;
}

/** Used where the output is no terminal. */
const DEFAULT_WIDTH = 160;

/** `inferencehub rehearse <environment…>` */
export function rehearseVerb(): Command {
  return new Command('rehearse')
    .description('deploys, plans again and destroys environments with the real cdktf and Terraform, against stand-ins')
    .argument('[environments...]', 'names, or paths of files')
    .option('--keep', 'keep the folder with states, plans and logs')
    .option('--stack <names...>', 'deploy only these stacks (data, apps, …) and what they need')
    .option('--json', 'print the report as JSON, and nothing else on standard output')
    .option('--html <file>', 'where the report as a page goes (default: .rehearsal/<environment>.html)')
    .option(
      '--plans <folder>',
      'write the plan of each deployment as <folder>/<stack>.json, for tools that check plans',
    )
    .option('--fail-once <resource>', 'let a resource (aws_rds_cluster) fail once and deploy again after it')
    .action(async (names: string[], flags: RehearseFlags) => {
      process.exitCode = await rehearseAll(names, flags);
    });
}

async function rehearseAll(names: readonly string[], flags: RehearseFlags): Promise<number> {
  if (names.length === 0) {
    const known = environmentNames({ directory: environmentsDirectory() });
    throw new UserError(`name the environment to rehearse: ${known.join(', ')}, or the path of a file`);
  }
  const terraform = findTerraform(process.env);
  const selected = selectEnvironments(names);
  refuseUnknownStacks(selected, flags.stack ?? []);
  const { signal, exitCode, release } = interruption();
  const reports: RehearsalReport[] = [];
  try {
    for (const one of selected) {
      const rehearsed = await rehearse({
        environment: one.environment.name,
        selection: one.selection,
        stacks: flags.stack ?? [],
        project: projectDirectory(),
        terraform,
        machine: process.env,
        failOnce: flags.failOnce,
        plans: plansFolder(flags),
        keep: flags.keep ?? false,
        progress: progressOf(one),
        signal,
      });
      const report = { ...rehearsed, doesNotProve: limitsOf(one.environment) };
      reports.push(report);
      tell(report, flags);
    }
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    process.stderr.write('stopped; everything that the rehearsal made is removed\n');
    return exitCode();
  } finally {
    release();
  }
  const passed = reports.every((report) => report.passed);
  if (flags.json) process.stdout.write(`${JSON.stringify({ passed, rehearsals: reports }, undefined, 2)}\n`);
  return passed ? ExitCode.success : ExitCode.failure;
}

/** The stacks that an environment can have, by their short names. */
const LAYERS: readonly Layer[] = ['network', 'cluster', 'platform', 'data', 'apps'];

/** Says at once what the rehearsal would say only after the synthesis. */
export function refuseUnknownStacks(selected: readonly SelectedEnvironment[], stacks: readonly string[]): void {
  const known = selected.flatMap(({ environment }) => LAYERS.map((layer) => `${environment.name}-${layer}`));
  const unknown = stacks.filter((stack) => !known.includes(stack) && !(LAYERS as readonly string[]).includes(stack));
  if (unknown.length === 0) return;
  throw new UserError(`no stack is called ${unknown.join(' or ')}; --stack takes ${LAYERS.join(', ')}`);
}

/** Progress goes to standard error, so that what is printed can be piped on. */
function progressOf({ environment }: SelectedEnvironment): Progress {
  const { stderr, env } = process;
  const plain = !stderr.isTTY || env.CI !== undefined || env.NO_COLOR !== undefined;
  return plain
    ? new PlainProgress(environment.name, (text) => stderr.write(text))
    : new LiveProgress(environment.name, stderr, pc);
}

function tell(report: RehearsalReport, flags: RehearseFlags): void {
  if (!flags.json) process.stdout.write(`\n${terminalReport(report, process.stdout.columns || DEFAULT_WIDTH, pc)}`);
  const page = pageFile(report, flags);
  mkdirSync(dirname(page), { recursive: true });
  writeFileSync(page, htmlReport(report));
  const lines = [`  report as a page: ${page}`, ...keptLines(report)];
  process.stderr.write(`${lines.join('\n')}\n`);
}

function pageFile({ environment }: RehearsalReport, { html }: RehearseFlags): string {
  return html === undefined ? join(projectDirectory(), '.rehearsal', `${environment}.html`) : resolve(html);
}

function plansFolder({ plans }: RehearseFlags): string | undefined {
  if (plans === undefined) return undefined;
  mkdirSync(plans, { recursive: true });
  return resolve(plans);
}

function keptLines({ directory, stacks }: RehearsalReport): string[] {
  if (directory === undefined) return [];
  const stack = stacks[0]?.name ?? '<stack>';
  return [
    `  kept: ${directory}`,
    `    logs/ has what every process printed, deployed-state/ the states before the destruction;`,
    `    to run Terraform in a stack: . ${directory}/environment.sh && terraform -chdir=${directory}/cdktf.out/stacks/${stack} plan`,
    `    remove it when you are done: rm -r ${directory}`,
  ];
}
