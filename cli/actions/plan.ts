import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { planComment, planOutcome, planSelected, type StackPlan, wouldChange } from '../../operations/plan';
import { ExitCode, projectDirectory, selectEnvironment } from '../../project';
import { findTerraform } from '../../rehearsal/terraform/terraform-binary';

export interface PlanFlags {
  readonly comment?: string;
  readonly plans?: string;
  readonly output: string;
  readonly expectNone?: boolean;
  readonly quiet?: boolean;
}

/** Plans an environment, and tells what would change. @returns the command's exit code */
export async function plan(name: string, flags: PlanFlags): Promise<number> {
  const terraform = findTerraform(process.env);
  const selected = selectEnvironment(name);
  const planned = await planSelected(selected, {
    output: resolve(projectDirectory(), flags.output),
    terraform: terraform.path,
    machine: process.env,
    plans: flags.plans === undefined ? undefined : resolve(flags.plans),
    tell: (text, about) => {
      if (!flags.quiet || about === 'outcome') process.stderr.write(text);
    },
  });
  const { name: environment } = selected.environment;
  const comment = planComment(environment, planned);
  if (flags.comment !== undefined) writeFileSync(flags.comment, comment);
  if (flags.quiet) process.stdout.write(`${planOutcome(environment, planned)}\n`);
  else if (flags.comment === undefined) process.stdout.write(comment);
  return exitCode(planned, flags);
}

function exitCode(planned: readonly StackPlan[], { expectNone }: PlanFlags): number {
  if (planned.some(({ kind }) => kind === 'failed')) return ExitCode.failure;
  const nothing = planned.every((one) => one.kind === 'planned' && !wouldChange(one.plan));
  return expectNone && !nothing ? ExitCode.failure : ExitCode.success;
}
