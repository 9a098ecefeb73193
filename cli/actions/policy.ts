import { join, resolve } from 'node:path';
import { environmentNames } from '../../environments';
import { policyGate, policyText, projectExceptions } from '../../policy';
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
      tell: (line) => process.stderr.write(`${line}\n`),
    });
  });
  process.stdout.write(flags.json ? `${JSON.stringify(report, undefined, 2)}\n` : policyText(report, terminalWidth()));
  return report.passed ? ExitCode.success : ExitCode.failure;
}
