import type { Phase, Progress, StackProgress } from './progress';

/** A line for each step's beginning and end, for logs and pipes. */
export class PlainProgress implements Progress {
  private phase: Phase = 'synth';
  private begun = 0;
  private readonly running = new Set<string>();

  constructor(
    private readonly environment: string,
    private readonly write: (text: string) => void,
  ) {}

  begin(phase: Phase): void {
    this.phase = phase;
    this.begun = Date.now();
    this.running.clear();
  }

  update(stack: string, progress: StackProgress): void {
    if (progress.state === 'running') {
      if (!this.running.has(stack)) this.line(`${stack} begins`);
      this.running.add(stack);
      return;
    }
    const count = progress.total === undefined ? '' : ` ${progress.done ?? 0}/${progress.total} resources`;
    const seconds = progress.seconds === undefined ? '' : ` ${progress.seconds.toFixed(1)} s`;
    const note = progress.note === undefined ? '' : ` ${progress.note}`;
    this.line(`${stack} ${progress.state}${count}${note}${seconds}`);
  }

  end(note: string): void {
    this.line(`${note} ${((Date.now() - this.begun) / 1000).toFixed(1)} s`);
  }

  close(): void {
    // Each line was written as it came.
  }

  private line(text: string): void {
    this.write(`${this.environment}: ${this.phase}: ${text}\n`);
  }
}
