import { join, resolve } from 'node:path';
import { environmentNames } from '../../environments';
import { policyGate, policyOutcome, type PolicyReport, policyText, projectExceptions } from '../../policy';
import {
  environmentsDirectory,
  ExitCode,
  inScratchFolder,
  isOwnProject,
  projectDirectory,
  selectEnvironments,
  synthesize,
} from '../../project';
import { terminalWidth } from '../terminal-width';

export interface PolicyFlags {
  readonly json?: boolean;
  readonly plans?: string;
  readonly quiet?: boolean;
}

/** Checks environments, and prints what was found. @returns the command's exit code */
export async function policy(names: readonly string[], flags: PolicyFlags): Promise<number> {
  const known = environmentNames({ directory: environmentsDirectory() });
  const selected = selectEnvironments(names.length > 0 ? names : known);
  const report = await inScratchFolder(async (scratch) => {
    const synthesized = join(scratch, 'cdktf.out');
    await synthesize(selected, synthesized);
    return policyGate({
      environments: selected.map(({ environment }) => environment),
      complete: known.every((name) => selected.some(({ environment }) => environment.name === name)),
      synthesized,
      plans: flags.plans === undefined ? undefined : resolve(flags.plans),
      exceptions: projectExceptions(projectDirectory(), isOwnProject()),
      checkov: join(projectDirectory(), '.rehearsal', 'policy-venv'),
      scratch,
      machine: process.env,
      tell: (line) => {
        if (!flags.quiet) process.stderr.write(`${line}\n`);
      },
    });
  });
  process.stdout.write(textOf(report, flags));
  return report.passed ? ExitCode.success : ExitCode.failure;
}

function textOf(report: PolicyReport, { json, quiet }: PolicyFlags): string {
  if (json) return `${JSON.stringify(report, undefined, 2)}\n`;
  return quiet ? policyOutcome(report, terminalWidth()) : policyText(report, terminalWidth());
}
