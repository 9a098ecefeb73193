import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import pc from 'picocolors';
import {
  htmlReport,
  Interrupted,
  LiveProgress,
  NoProgress,
  PlainProgress,
  type Progress,
  rehearse,
  type RehearsalReport,
  type RehearseOptions,
  terminalOutcome,
  terminalReport,
} from '../rehearsal';
import { ExitCode } from '../project/exit-code';
import { interruption } from './interruption';
import { terminalWidth } from './terminal-width';
import { projectDirectory } from '../project/project-directory';

/** One rehearsal, without what the terminal brings. */
export interface TerminalRehearsal extends Omit<RehearseOptions, 'progress' | 'signal'> {
  /** What of it a rehearsal cannot show. */
  readonly doesNotProve: RehearsalReport['doesNotProve'];
}

export interface TellFlags {
  /** Print the reports as JSON, and nothing else on standard output. */
  readonly json?: boolean;
  /** Where the report as a page goes. */
  readonly html?: string;
  /** Tell the environment variables of every container too. */
  readonly variables?: boolean;
  /** Tell only what came of it, and errors. */
  readonly quiet?: boolean;
}

/**
 * Rehearses one after the other, shows how far each is, and prints what came of it.
 * @returns the command's exit code
 */
export async function rehearseInTerminal(rehearsals: readonly TerminalRehearsal[], flags: TellFlags): Promise<number> {
  const { signal, exitCode, release } = interruption();
  const reports: RehearsalReport[] = [];
  try {
    for (const { doesNotProve, ...options } of rehearsals) {
      const rehearsed = await rehearse({ ...options, progress: progressOf(options.environment, flags), signal });
      const report = { ...rehearsed, doesNotProve };
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

/** Progress goes to standard error, so that what is printed can be piped on. */
function progressOf(environment: string, { quiet }: TellFlags): Progress {
  if (quiet) return new NoProgress();
  const { stderr, env } = process;
  const plain = !stderr.isTTY || env.CI !== undefined || env.NO_COLOR !== undefined;
  return plain
    ? new PlainProgress(environment, (text) => stderr.write(text))
    : new LiveProgress(environment, stderr, pc);
}

function tell(report: RehearsalReport, flags: TellFlags): void {
  const page = pageFile(report, flags);
  mkdirSync(dirname(page), { recursive: true });
  writeFileSync(page, htmlReport(report));
  if (!flags.json) process.stdout.write(textOf(report, flags));
  const lines = [...(flags.quiet ? [] : [`  report as a page: ${page}`]), ...keptLines(report)];
  process.stderr.write(lines.map((line) => `${line}\n`).join(''));
}

function textOf(report: RehearsalReport, { quiet, variables }: TellFlags): string {
  if (quiet) return terminalOutcome(report, pc);
  return `\n${terminalReport(report, terminalWidth(), pc, { variables })}`;
}

function pageFile({ environment }: RehearsalReport, { html }: TellFlags): string {
  return html === undefined ? join(projectDirectory(), '.rehearsal', `${environment}.html`) : resolve(html);
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
