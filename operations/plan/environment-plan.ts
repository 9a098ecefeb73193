import { spawn } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SynthesizedStack } from '../../rehearsal/cdktf/manifest';
import type { Tell } from '../tell';
import type { PlanJson, StackPlan } from './stack-plan';

export interface EnvironmentPlanProps {
  /** Producers first. */
  readonly stacks: readonly SynthesizedStack[];
  /** Terraform's path. */
  readonly terraform: string;
  /** What Terraform gets in its environment. */
  readonly environment: NodeJS.ProcessEnv;
  /** A folder that gets each plan as `<stack>.json`. */
  readonly plans?: string;
  /** Tells what Terraform says, and what is going on. */
  readonly tell: Tell;
}

const CHANGES = 2;
const PLAN_FILE = 'plan.tfplan';

/** Plans the stacks of an environment with plain Terraform, one after the other, and changes nothing. */
export async function planEnvironment(props: EnvironmentPlanProps): Promise<StackPlan[]> {
  const results: StackPlan[] = [];
  for (const stack of props.stacks) {
    const missing = stack.dependencies.find((name) => results.some((one) => one.stack === name && isNotThere(one)));
    results.push(
      missing === undefined ? await planStack(stack, props) : { stack: stack.name, kind: 'waits', for: missing },
    );
  }
  return results;
}

/** Without a state a stack has no outputs either, and a plan that reads them could only fail. */
function isNotThere(one: StackPlan): boolean {
  return one.kind !== 'planned' || one.plan.prior_state === undefined;
}

async function planStack({ name, directory }: SynthesizedStack, props: EnvironmentPlanProps): Promise<StackPlan> {
  const { tell, plans } = props;
  tell(`${name}: planning\n`, 'progress');
  const init = await terraform(directory, ['init', '-input=false', '-no-color'], props);
  if (init.code !== 0) return failed(name, init, tell);
  const planned = await terraform(
    directory,
    ['plan', '-input=false', '-no-color', '-lock-timeout=5m', '-detailed-exitcode', `-out=${PLAN_FILE}`],
    props,
  );
  if (planned.code !== 0 && planned.code !== CHANGES) return failed(name, planned, tell);
  tell(planned.stdout, 'progress');
  const shown = await terraform(directory, ['show', '-json', PLAN_FILE], props);
  rmSync(join(directory, PLAN_FILE));
  if (shown.code !== 0) return failed(name, shown, tell);
  if (plans !== undefined) writeFileSync(join(plans, `${name}.json`), shown.stdout, { mode: 0o600 });
  return { stack: name, kind: 'planned', plan: JSON.parse(shown.stdout) as PlanJson };
}

function failed(stack: string, { stdout, stderr }: Finished, tell: Tell): StackPlan {
  tell(`${stack}: fails\n${stdout}${stderr}`, 'outcome');
  return { stack, kind: 'failed' };
}

interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function terraform(
  directory: string,
  args: readonly string[],
  { terraform: program, environment }: EnvironmentPlanProps,
): Promise<Finished> {
  return new Promise((done, fail) => {
    const child = spawn(program, args, { cwd: directory, env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
    const read = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => (read.stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (read.stderr += text));
    child.once('error', fail).once('close', (code) => {
      done({ code, ...read });
    });
  });
}
