import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Command } from 'commander';
import { requiredVariables, runsRemotely, UserError } from '../../environments';
import { findTerraform } from '../../rehearsal';
import { readManifest } from '../../rehearsal/cdktf/manifest';
import { runCdktf } from '../cdktf';
import { ExitCode } from '../exit-code';
import { planEnvironment } from '../plan/environment-plan';
import { planComment } from '../plan/plan-comment';
import { type StackPlan, wouldChange } from '../plan/stack-plan';
import { projectDirectory, type SelectedEnvironment, selectEnvironments } from '../project';

interface PlanFlags {
  readonly comment?: string;
  readonly plans?: string;
  readonly output: string;
  readonly expectNone?: boolean;
}

/** `inferencehub plan <environment>` */
export function planVerb(): Command {
  return new Command('plan')
    .description('plans every stack of an environment with plain Terraform, and changes nothing')
    .argument('<environment>', 'its name, or the path of a file')
    .option('--comment <file>', 'write what would change as a comment in Markdown, without any value')
    .option('--plans <folder>', 'write each plan as <folder>/<stack>.json, for tools that check plans')
    .option('--output <folder>', 'where the stacks are synthesized', 'cdktf.out')
    .option('--expect-none', 'end with exit code 1 when anything would change: for finding drift')
    .action(async (name: string, flags: PlanFlags) => {
      process.exitCode = await plan(name, flags);
    });
}

async function plan(name: string, flags: PlanFlags): Promise<number> {
  const terraform = findTerraform(process.env);
  const [selected] = selectEnvironments([name]);
  if (!selected) throw new UserError('name one environment');
  const { environment } = selected;
  if (runsRemotely(environment)) {
    throw new UserError(
      `${environment.name} is planned on HCP Terraform, which shows its plans itself; nothing was done\n` +
        `  plan it there, by runs that cannot be applied: inferencehub upload ${selected.selection} --plan-only\n` +
        '  where its workspaces run from a repository, HCP Terraform plans that repository’s pull requests by itself',
    );
  }
  const output = resolve(projectDirectory(), flags.output);
  mkdirSync(output, { recursive: true });
  const code = await runCdktf(['synth', '--output', output], { ENVIRONMENT: selected.selection }, 'quiet');
  if (code !== 0) return code;
  const stacks = readManifest(output).filter((stack) => stack.name.startsWith(`${environment.name}-`));
  if (flags.plans !== undefined) mkdirSync(flags.plans, { recursive: true });
  const planned = await planEnvironment({
    stacks,
    terraform: terraform.path,
    environment: { ...process.env, CHECKPOINT_DISABLE: '1', TF_IN_AUTOMATION: '1', ...placeholders(selected) },
    plans: flags.plans === undefined ? undefined : resolve(flags.plans),
    tell: (text) => process.stderr.write(text),
  });
  const comment = planComment(environment.name, planned);
  if (flags.comment === undefined) process.stdout.write(comment);
  else writeFileSync(flags.comment, comment);
  return exitCode(planned, flags);
}

function exitCode(planned: readonly StackPlan[], { expectNone }: PlanFlags): number {
  if (planned.some(({ kind }) => kind === 'failed')) return ExitCode.failure;
  const nothing = planned.every((one) => one.kind === 'planned' && !wouldChange(one.plan));
  return expectNone && !nothing ? ExitCode.failure : ExitCode.success;
}

/**
 * A value for every `${NAME}` that has none here: they go to write-only arguments, so no plan has them, and what plans a
 * stranger's change need not know them.
 */
function placeholders({ environment }: SelectedEnvironment): Record<string, string> {
  const names = requiredVariables(environment);
  return Object.fromEntries(names.map((name) => [`TF_VAR_${name}`, process.env[name] ?? 'not-needed-for-a-plan']));
}
