import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SynthesizedStack } from '../cdktf/manifest';
import type { ProcessRunner } from '../processes/process-runner';
import { DEPLOYMENT_PLAN } from './recording-terraform';

/** What a plan would change, as one line each: `update aws_vpc.main`. */
export type PlannedChanges = readonly string[];

/** A plan, as far as it is read here. */
export interface PlanJson {
  readonly resource_changes?: readonly ResourceChange[];
  readonly output_changes?: Readonly<Record<string, { readonly actions: string[] }>>;
}

/** What a plan would do to one resource. */
export interface ResourceChange {
  readonly address: string;
  /** Where it was, when it is moved. */
  readonly previous_address?: string;
  readonly mode: 'managed' | 'data';
  readonly type: string;
  readonly change: {
    readonly actions: readonly string[];
    readonly before: Readonly<Record<string, unknown>> | null;
    readonly after: Readonly<Record<string, unknown>> | null;
    /** What is known only after the apply has `true` here. */
    readonly after_unknown?: unknown;
    readonly before_sensitive?: unknown;
    readonly after_sensitive?: unknown;
    /** The arguments because of which the resource is replaced, as steps. */
    readonly replace_paths?: readonly (readonly (string | number)[])[];
  };
}

const NOTHING_TO_DO = 0;
const CHANGES = 2;

/** Terraform in the folder of one deployed stack. */
export class StackTerraform {
  constructor(
    private readonly stack: SynthesizedStack,
    private readonly terraform: string,
    private readonly runner: ProcessRunner,
    private readonly environment: NodeJS.ProcessEnv,
    private readonly logs: string,
  ) {}

  /**
   * Plans again what was just deployed.
   * @returns what the plan would change: nothing, when the stack is idempotent
   */
  async planAgain(): Promise<PlannedChanges> {
    const { code, stderr } = await this.run('plan', '-input=false', '-detailed-exitcode', '-out=second.tfplan');
    if (code === NOTHING_TO_DO) return [];
    if (code !== CHANGES) return [`the second plan fails: ${stderr.trim()}`];
    const plan = JSON.parse((await this.run('show', '-json', 'second.tfplan')).stdout) as PlanJson;
    return [
      ...(plan.resource_changes ?? []).map(({ address, change }) => ({ what: address, actions: change.actions })),
      ...Object.entries(plan.output_changes ?? {}).map(([name, { actions }]) => ({ what: `output ${name}`, actions })),
    ]
      .filter(({ actions }) => !['no-op', 'read'].includes(actions.join()))
      .map(({ what, actions }) => `${actions.join(' and ')} ${what}`);
  }

  /** Writes the plan of the deployment as JSON, for tools that check plans. */
  async writePlan(file: string): Promise<void> {
    writeFileSync(file, await this.deploymentPlan());
  }

  /** The plan of the deployment; nothing for a stack that was not reached. */
  async readPlan(): Promise<PlanJson | undefined> {
    if (!existsSync(join(this.stack.directory, DEPLOYMENT_PLAN))) return undefined;
    return JSON.parse(await this.deploymentPlan()) as PlanJson;
  }

  private async deploymentPlan(): Promise<string> {
    const { code, stdout, stderr } = await this.run('show', '-json', DEPLOYMENT_PLAN);
    if (code !== 0) throw new Error(`the plan of ${this.stack.name} cannot be read: ${stderr}`);
    return stdout;
  }

  private run(verb: string, ...args: string[]) {
    return this.runner.run(this.terraform, [verb, '-no-color', ...args], {
      directory: this.stack.directory,
      environment: this.environment,
      log: join(this.logs, `${this.stack.name}-${verb}.log`),
    });
  }
}
