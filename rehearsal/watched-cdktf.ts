import type { CdktfCommand } from './cdktf/cdktf-command';
import type { SynthesizedStack } from './cdktf/manifest';
import { DeploymentWatch, type StackOutcome } from './deployment-watch';
import { lastWords } from './processes/last-words';
import type { Finished } from './processes/process-runner';
import type { Progress } from './progress/progress';
import type { RehearsalProblem } from './report/report';
import type { RecordingTerraform } from './terraform/recording-terraform';

/** A phase in which cdktf runs Terraform. */
type Phase = 'deploy' | 'deploy as before' | 'destroy';

export interface WatchedCdktfProps {
  readonly cdktf: CdktfCommand;
  /** What Terraform says of itself. */
  readonly recording: RecordingTerraform;
  readonly progress: Progress;
  /** Gets what goes wrong. */
  readonly problems: RehearsalProblem[];
}

/** cdktf prints a stack trace after its message. */
const LAST_LINES = 30;

/** Runs cdktf while somebody watches: tells how far each stack is, and enters what goes wrong. */
export class WatchedCdktf {
  constructor(private readonly props: WatchedCdktfProps) {}

  deploy(
    stacks: readonly SynthesizedStack[],
    phase: 'deploy' | 'deploy as before' = 'deploy',
  ): Promise<StackOutcome[]> {
    return this.watched(phase, stacks, (names, onLine) => this.props.cdktf.deploy(names, onLine));
  }

  /** @param everything whether these are all stacks of the app */
  destroy(stacks: readonly SynthesizedStack[], everything: boolean): Promise<StackOutcome[]> {
    return this.watched('destroy', stacks, (names, onLine) => this.props.cdktf.destroy(names, everything, onLine));
  }

  private async watched(
    phase: Phase,
    stacks: readonly SynthesizedStack[],
    run: (names: readonly string[], onLine: (line: string) => void) => Promise<Finished>,
  ): Promise<StackOutcome[]> {
    const { recording, progress } = this.props;
    const names = stacks.map(({ name }) => name);
    progress.begin(phase, names);
    const watch = new DeploymentWatch(names, phase === 'destroy' ? 'destroy' : 'apply', recording, progress);
    const result = await run(names, (line) => {
      watch.read(line);
    }).finally(() => {
      watch.close();
    });
    const outcomes = watch.outcomes();
    this.enter(phase, outcomes, result);
    progress.end(`${outcomes.filter(({ finished }) => finished).length} of ${names.length} stacks`);
    return outcomes;
  }

  private enter(phase: Phase, outcomes: readonly StackOutcome[], result: Finished): void {
    const { problems } = this.props;
    const failed = outcomes.filter(({ errors }) => errors.length > 0);
    for (const { stack, errors } of failed) {
      problems.push({ phase, stack, message: [...new Set(errors)].join('\n\n') });
    }
    if (result.code === 0 || failed.length > 0) return;
    // Not Terraform's error, then: cdktf's own last words.
    const words = lastWords(`${result.stdout}\n${result.stderr}`, LAST_LINES);
    problems.push({ phase, message: `cdktf ended with code ${result.code}:\n${words}` });
  }
}
