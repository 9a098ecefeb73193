import { join } from 'node:path';
import { UserError } from '../constructs/telling/problems';
import { CdktfCommand } from './cdktf/cdktf-command';
import { readManifest, type SynthesizedStack, withProducers } from './cdktf/manifest';
import { makeRehearsable } from './cdktf/rehearsed-stacks';
import type { StackOutcome } from './deployment-watch';
import { isolatedEnvironment } from './isolated-environment';
import { inTurns } from './processes/in-turns';
import { ProcessRunner } from './processes/process-runner';
import type { Progress } from './progress/progress';
import { containerEnvironments } from './report/containers';
import { DOES_NOT_PROVE } from './report/limits';
import type { RehearsalProblem, RehearsalReport } from './report/report';
import { besides } from './report/side-by-side';
import { stackReport } from './report/stack-report';
import { surroundingsOf } from './report/surroundings';
import { wiringOf } from './report/wiring';
import { scanForSecrets, type SecretScanResult } from './secrets/secret-scan';
import type { Marker } from './secrets/secret-search';
import { VariableMarkers } from './secrets/variable-markers';
import { StandIns } from './stand-ins';
import { RecordingTerraform } from './terraform/recording-terraform';
import { StackTerraform } from './terraform/stack-terraform';
import { countResources, readState, type State } from './terraform/state-file';
import type { TerraformBinary } from './terraform/terraform-binary';
import { EarlierProgram } from './upgrade/earlier-program';
import { abandonedStacks, judgeUpgrade } from './upgrade/judge-upgrade';
import type { UpgradeReport } from './upgrade/upgrade-report';
import { WatchedCdktf } from './watched-cdktf';
import type { Workspace } from './workspace';

export interface RehearsalProps {
  /** The environment's name, which the names of its stacks begin with; or what an app without environments is called. */
  readonly environment: string;
  /**
   * What the app is told to load: the environment's name, or the path of its file. Absent for an app without
   * environments: then all of its stacks are rehearsed.
   */
  readonly selection?: string;
  /** The stacks to deploy, with what they need, by full or short name (`apps`); none for all. */
  readonly stacks: readonly string[];
  /** The folder of the CDKTF app. */
  readonly project: string;
  /** The app's command, when it is not the one of `cdktf.json`. */
  readonly app?: string;
  readonly terraform: TerraformBinary;
  /** The environment variables of the machine. */
  readonly machine: NodeJS.ProcessEnv;
  /**
   * A failure to be met once while deploying, by resource type and name (`aws_rds_cluster`, `helm_release.litellm`):
   * shows that a second deployment picks up where the first stopped.
   */
  readonly failOnce?: string;
  /** A folder that gets the plan of each stack's deployment, as `<stack>.json`. */
  readonly plans?: string;
  /** What is deployed first, so that an upgrade is rehearsed: a git ref, or a folder that `cdktf synth` wrote. */
  readonly from?: string;
  /** What an upgrade may replace or destroy although it holds data, as `<stack>/<type>.<id>`. */
  readonly acceptLoss?: readonly string[];
}

/** The program as it was, deployed. */
interface Earlier {
  readonly from: string;
  readonly cdktf: WatchedCdktf;
  /** What of it is deployed. */
  readonly stacks: readonly SynthesizedStack[];
}

/** How many stacks are planned again at once: a plan keeps about one core busy. */
const PLANS_AT_ONCE = 2;

/**
 * One rehearsal of one environment: the real `cdktf` and the real Terraform deploy, plan again and destroy every
 * stack, with stand-in providers, inside one folder; after an earlier state of it, when an upgrade is rehearsed.
 */
export class Rehearsal {
  private readonly runner: ProcessRunner;
  private readonly recording: RecordingTerraform;
  private readonly standInsFailed = new AbortController();
  private readonly problems: RehearsalProblem[] = [];
  private readonly begun = Date.now();

  constructor(
    private readonly props: RehearsalProps,
    private readonly workspace: Workspace,
    private readonly progress: Progress,
    signal: AbortSignal,
  ) {
    this.runner = new ProcessRunner(AbortSignal.any([signal, this.standInsFailed.signal]));
    this.recording = new RecordingTerraform(workspace, props.terraform.path);
  }

  /**
   * Does all of it. What fails is in the report; the steps that need what failed are left out.
   * @throws the signal's reason when it comes
   */
  async run(): Promise<RehearsalReport> {
    try {
      return await this.rehearse();
    } finally {
      this.runner.end();
    }
  }

  private async rehearse(): Promise<RehearsalReport> {
    const program = this.earlierProgram();
    const former = program ? await this.synthEarlier(program) : [];
    const all = await this.synth();
    const stacks = this.chosen(all);
    const variables = new VariableMarkers([...all, ...former].flatMap((stack) => stack.variables));
    const folders = [...all, ...former].map(({ directory }) => directory);
    const standIns = new StandIns(this.workspace, folders, this.props);
    const own = { ...standIns.environment, ...variables.terraformVariables() };
    const environment = this.environment(own);
    standIns.start(this.runner, environment, (error) => {
      this.standInsFailed.abort(error);
    });
    const cdktf = this.watched(environment);

    const earlier = program && (await this.deployEarlier(program, former, environment));
    const { outcomes: deployed, resumedAfter } = await this.deploy(cdktf, stacks);
    const upgrade = earlier && (await this.judge(earlier, stacks, environment));
    const complete = this.problems.length === 0;
    const plans = complete ? await this.planAgain(stacks, environment) : [];
    // The destruction empties the states, which are what the report and the secret scan are about.
    this.workspace.keepStates();
    const states = stacks.map((stack) => readState(stack.stateFile));
    const destroyed = complete ? await cdktf.destroy(stacks, stacks.length === all.length) : [];
    if (complete && earlier) await this.destroyAbandoned(earlier, stacks);
    await standIns.stop();
    if (destroyed.every(({ finished }) => finished) && complete) this.checkNothingIsLeft(stacks, standIns);
    const secrets = this.scan([...standIns.markers(), ...variables.markers()]);
    this.workspace.writeEnvironment(own);

    return {
      environment: this.props.environment,
      passed: this.problems.length === 0,
      problems: this.problems,
      seconds: (Date.now() - this.begun) / 1000,
      terraform: `${this.props.terraform.product} ${this.props.terraform.version}`,
      stacks: stacks.map((stack, index) => {
        const seconds = {
          deploy: secondsOf(deployed, stack),
          planAgain: plans[index]?.seconds,
          destroy: secondsOf(destroyed, stack),
        };
        return stackReport(
          stack,
          states[index] as State,
          besides(deployed, stack.name),
          seconds,
          plans[index]?.changes,
        );
      }),
      notDeployed: all.filter((stack) => !stacks.includes(stack)).map(({ name }) => name),
      wiring: wiringOf(states),
      containers: containerEnvironments(states),
      surroundings: surroundingsOf(states),
      variables: variables.report(this.props.machine),
      secrets,
      resumedAfter,
      upgrade,
      doesNotProve: DOES_NOT_PROVE,
    };
  }

  private async synth(): Promise<SynthesizedStack[]> {
    const { environment, selection } = this.props;
    this.progress.begin('synth', []);
    const { code, stdout, stderr } = await this.cdktf(this.environment({})).synth();
    if (code !== 0) throw new UserError(`cdktf synth fails for ${environment}:\n${(stderr || stdout).trim()}`);
    const all = readManifest(this.workspace.output);
    const own = selection === undefined ? all : all.filter(({ name }) => name.startsWith(`${environment}-`));
    if (own.length === 0) {
      throw new UserError(
        selection === undefined
          ? 'the app has no stack'
          : `the app has no stack whose name begins with "${environment}-"`,
      );
    }
    const stacks = makeRehearsable(own, this.workspace.state);
    this.progress.end(`${stacks.length} stacks`);
    return stacks;
  }

  /** The stacks to deploy: those that the user named and all that they need, or every one. */
  private chosen(all: readonly SynthesizedStack[]): SynthesizedStack[] {
    if (this.props.stacks.length === 0) return [...all];
    const known = all.map(({ name }) => name);
    const named = this.props.stacks.map((name) =>
      known.find((stack) => stack === name || stack === this.fullName(name)),
    );
    const unknown = this.props.stacks.filter((_, index) => named[index] === undefined);
    if (unknown.length > 0) {
      throw new UserError(`no stack is called ${unknown.join(' or ')}; there are ${known.join(', ')}`);
    }
    return withProducers(all, named as string[]);
  }

  private earlierProgram(): EarlierProgram | undefined {
    const { from, environment, selection, project, app } = this.props;
    if (from === undefined || selection === undefined) return undefined;
    const { runner, workspace } = this;
    const variables = this.environment({});
    return new EarlierProgram({ from, environment, selection, project, app, runner, workspace, variables });
  }

  private async synthEarlier(program: EarlierProgram): Promise<SynthesizedStack[]> {
    this.progress.begin('synth as before', []);
    const stacks = await program.synth();
    this.progress.end(`${stacks.length} stacks`);
    return stacks;
  }

  /** Deploys the program as it was: all of it, or what of the chosen stacks was there. */
  private async deployEarlier(
    { output }: EarlierProgram,
    former: readonly SynthesizedStack[],
    environment: NodeJS.ProcessEnv,
  ): Promise<Earlier> {
    const { from = '', stacks: wanted } = this.props;
    const named = former.filter(({ name }) => wanted.some((stack) => name === this.fullName(stack)));
    const stacks =
      wanted.length === 0
        ? former
        : withProducers(
            former,
            named.map(({ name }) => name),
          );
    const cdktf = this.watched(environment, output);
    await cdktf.deploy(stacks, 'deploy as before');
    return { from, cdktf, stacks };
  }

  /** What the deployment changed, by its own plans. */
  private async judge(
    { from, stacks: former }: Earlier,
    stacks: readonly SynthesizedStack[],
    environment: NodeJS.ProcessEnv,
  ): Promise<UpgradeReport> {
    const plans = await inTurns(stacks, PLANS_AT_ONCE, (stack) => this.terraformIn(stack, environment).readPlan());
    const { acceptLoss = [] } = this.props;
    const { report, problems } = judgeUpgrade({ from, former, stacks, plans, acceptLoss });
    this.problems.push(...problems);
    return report;
  }

  /** `prod-apps` for `apps`. */
  private fullName(stack: string): string {
    const beginning = `${this.props.environment}-`;
    return stack.startsWith(beginning) ? stack : beginning + stack;
  }

  private async deploy(cdktf: WatchedCdktf, stacks: readonly SynthesizedStack[]) {
    // Onto something that is not all there, it would say nothing.
    if (this.problems.length > 0) return { outcomes: [], resumedAfter: undefined };
    const first = await cdktf.deploy(stacks);
    const { failOnce } = this.props;
    if (failOnce === undefined || this.problems.length === 0) {
      if (failOnce !== undefined) {
        this.problems.push({ phase: 'deploy', message: `nothing met the failure asked for: ${failOnce}` });
      }
      return { outcomes: first, resumedAfter: undefined };
    }
    const resumedAfter = this.problems.map(({ stack, message }) => `${stack ?? ''}: ${message}`).join('\n');
    this.problems.length = 0;
    return { outcomes: await cdktf.deploy(stacks), resumedAfter };
  }

  private async planAgain(stacks: readonly SynthesizedStack[], environment: NodeJS.ProcessEnv) {
    this.progress.begin(
      'plan again',
      stacks.map(({ name }) => name),
    );
    const results = await inTurns(stacks, PLANS_AT_ONCE, async (stack) => {
      const begun = Date.now();
      this.progress.update(stack.name, { state: 'running' });
      const { plans } = this.props;
      const inStack = this.terraformIn(stack, environment);
      if (plans !== undefined) await inStack.writePlan(join(plans, `${stack.name}.json`));
      const changes = await inStack.planAgain();
      const seconds = (Date.now() - begun) / 1000;
      if (changes.length === 0) {
        this.progress.update(stack.name, { state: 'done', note: 'no changes', seconds });
      } else {
        this.progress.update(stack.name, { state: 'failed', note: `${changes.length} changes`, seconds });
        const message = `a second plan is not empty:\n${changes.join('\n')}`;
        this.problems.push({ phase: 'plan again', stack: stack.name, message });
      }
      return { changes, seconds };
    });
    this.progress.end(`${stacks.length} stacks`);
    return results;
  }

  private terraformIn(stack: SynthesizedStack, environment: NodeJS.ProcessEnv): StackTerraform {
    return new StackTerraform(stack, this.props.terraform.path, this.runner, environment, this.workspace.logs);
  }

  private async destroyAbandoned(earlier: Earlier, stacks: readonly SynthesizedStack[]): Promise<void> {
    const left = abandonedStacks(earlier.stacks, stacks);
    if (left.length > 0) await earlier.cdktf.destroy(left, false);
  }

  private checkNothingIsLeft(stacks: readonly SynthesizedStack[], standIns: StandIns): void {
    for (const { name, stateFile } of stacks) {
      const count = countResources(readState(stateFile));
      if (count > 0) {
        this.problems.push({ phase: 'destroy', stack: name, message: `${count} resources are left in its state` });
      }
    }
    const left = standIns.left();
    if (left.length > 0) {
      this.problems.push({ phase: 'destroy', message: `left behind outside of any state:\n${left.join('\n')}` });
    }
  }

  private scan(markers: readonly Marker[]): SecretScanResult {
    // The stand-ins' own books are the cloud's side, where secrets belong.
    const result = scanForSecrets(this.workspace.directory, markers, [this.workspace.standIns]);
    for (const origin of new Set(result.found.map((finding) => finding.origin))) {
      const places = result.found.filter((finding) => finding.origin === origin);
      const lines = places.map(({ file, paths }) => `  ${file}${paths.map((path) => `\n    ${path}`).join('')}`);
      this.problems.push({ phase: 'secrets', message: [`${origin} is seen in`, ...lines].join('\n') });
    }
    return result;
  }

  private cdktf(environment: NodeJS.ProcessEnv, output?: string): CdktfCommand {
    const { project, app } = this.props;
    return new CdktfCommand({ runner: this.runner, workspace: this.workspace, project, app, environment, output });
  }

  private watched(environment: NodeJS.ProcessEnv, output?: string): WatchedCdktf {
    const { recording, progress, problems } = this;
    return new WatchedCdktf({ cdktf: this.cdktf(environment, output), recording, progress, problems });
  }

  private environment(own: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
    const { selection, machine } = this.props;
    return isolatedEnvironment(machine, this.workspace, {
      ...own,
      ...(selection === undefined ? {} : { ENVIRONMENT: selection }),
      REHEARSAL_STATE: this.workspace.state,
      TERRAFORM_BINARY_NAME: this.recording.path,
    });
  }
}

function secondsOf(outcomes: readonly StackOutcome[], stack: SynthesizedStack): number | undefined {
  return outcomes.find((outcome) => outcome.stack === stack.name)?.seconds;
}
