import { DeploymentLog, type DeploymentEvent } from './cdktf/deployment-log';
import type { Progress } from './progress/progress';
import type { RecordingTerraform } from './terraform/recording-terraform';

/** How one stack fared in a deployment or a destruction. */
export interface StackOutcome {
  readonly stack: string;
  /** When Terraform began with it, in seconds since it was watched. */
  readonly begun: number;
  /** How long it took. */
  readonly seconds: number;
  readonly finished: boolean;
  /** Terraform's errors, in its own words. */
  readonly errors: readonly string[];
}

/** Looks this often for commands that have begun, in milliseconds. */
const LOOK_INTERVAL = 100;

interface WatchedStack {
  begun: number | undefined;
  ended: number | undefined;
  done: number;
  total: number | undefined;
  finished: boolean;
  errors: string[];
}

/** Follows `cdktf deploy` or `cdktf destroy`: tells the progress and keeps the outcome of each stack. */
export class DeploymentWatch {
  private readonly stacks: ReadonlyMap<string, WatchedStack>;
  private readonly log: DeploymentLog;
  private readonly timer: NodeJS.Timeout;
  private readonly since = Date.now();
  /** Commands of an earlier phase are not this one's. */
  private seen: number;

  constructor(
    stacks: readonly string[],
    private readonly verb: 'apply' | 'destroy',
    private readonly terraform: RecordingTerraform,
    private readonly progress: Progress,
  ) {
    this.stacks = new Map(stacks.map((name) => [name, unwatched()]));
    this.seen = terraform.recorded().length;
    this.log = new DeploymentLog(stacks, (event) => {
      this.take(event);
    });
    this.timer = setInterval(() => {
      this.look();
    }, LOOK_INTERVAL);
  }

  read(line: string): void {
    this.log.read(line);
  }

  /** Stops watching. */
  close(): void {
    clearInterval(this.timer);
    this.look();
    this.log.end();
  }

  /** The outcome of each stack that Terraform was run for. */
  outcomes(): StackOutcome[] {
    return [...this.stacks]
      .filter(([, { begun, errors }]) => begun !== undefined || errors.length > 0)
      .map(([stack, { ended = Date.now(), begun = ended, finished, errors }]) => ({
        stack,
        begun: Math.max(0, begun - this.since) / 1000,
        // One that fails at once ends before it is seen to begin.
        seconds: Math.max(0, ended - begun) / 1000,
        finished,
        errors,
      }));
  }

  /** Terraform says nothing until it has planned; its command line tells when it began. */
  private look(): void {
    const commands = this.terraform.recorded();
    for (const { stack, line } of commands.slice(this.seen)) {
      const watched = this.stacks.get(stack);
      if (!watched || !line.startsWith(this.verb)) continue;
      watched.begun ??= Date.now();
      if (watched.ended === undefined) this.tell(stack, watched);
    }
    this.seen = commands.length;
  }

  private take(event: DeploymentEvent): void {
    const watched = this.stacks.get(event.stack);
    if (!watched) return;
    if (event.kind === 'planned') watched.total = event.changes;
    if (event.kind === 'progress') watched.done += 1;
    if (event.kind === 'finished') watched.finished = true;
    if (event.kind === 'failed') watched.errors.push(event.message);
    if (event.kind === 'finished' || event.kind === 'failed') watched.ended = Date.now();
    this.tell(event.stack, watched);
  }

  private tell(stack: string, { begun, ended, done, total, finished, errors }: WatchedStack): void {
    this.progress.update(stack, {
      state: errors.length > 0 ? 'failed' : finished ? 'done' : 'running',
      done,
      total,
      seconds: begun !== undefined && ended !== undefined ? (ended - begun) / 1000 : undefined,
    });
  }
}

function unwatched(): WatchedStack {
  return { begun: undefined, ended: undefined, done: 0, total: undefined, finished: false, errors: [] };
}
