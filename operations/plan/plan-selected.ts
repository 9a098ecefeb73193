import { mkdirSync } from 'node:fs';
import { requiredVariables, runsRemotely, UserError } from '../../environments';
import { type SelectedEnvironment, synthesize } from '../../project';
import { readManifest } from '../../rehearsal/cdktf/manifest';
import type { Tell } from '../tell';
import { planEnvironment } from './environment-plan';
import type { StackPlan } from './stack-plan';

export interface PlanSelectedProps {
  /** Where the stacks are synthesized. */
  readonly output: string;
  /** Terraform's path. */
  readonly terraform: string;
  /** The environment variables of the machine. */
  readonly machine: NodeJS.ProcessEnv;
  /** A folder that gets each plan as `<stack>.json`. */
  readonly plans?: string;
  /** Tells what Terraform says, and what is going on. */
  readonly tell: Tell;
}

/**
 * Synthesizes an environment of the project, plans every stack of it with plain Terraform, and changes nothing.
 * @throws UserError for one that is planned on HCP Terraform, CdktfFailed when it cannot be synthesized
 */
export async function planSelected(selected: SelectedEnvironment, props: PlanSelectedProps): Promise<StackPlan[]> {
  const { environment, selection } = selected;
  const { output, terraform, machine, plans, tell } = props;
  if (runsRemotely(environment)) {
    throw new UserError(
      `${environment.name} is planned on HCP Terraform, which shows its plans itself; nothing was done\n` +
        `  plan it there, by runs that cannot be applied: inferencehub upload ${selection} --plan-only\n` +
        '  where its workspaces run from a repository, HCP Terraform plans that repository’s pull requests by itself',
    );
  }
  await synthesize([selected], output);
  if (plans !== undefined) mkdirSync(plans, { recursive: true });
  return planEnvironment({
    stacks: readManifest(output).filter((stack) => stack.name.startsWith(`${environment.name}-`)),
    terraform,
    environment: { ...machine, CHECKPOINT_DISABLE: '1', TF_IN_AUTOMATION: '1', ...placeholders(selected, machine) },
    plans,
    tell,
  });
}

/**
 * A value for every `${NAME}` that has none here: they go to write-only arguments, so no plan has them, and what plans a
 * stranger's change need not know them.
 */
function placeholders({ environment }: SelectedEnvironment, machine: NodeJS.ProcessEnv): Record<string, string> {
  const names = requiredVariables(environment);
  return Object.fromEntries(names.map((name) => [`TF_VAR_${name}`, machine[name] ?? 'not-needed-for-a-plan']));
}
