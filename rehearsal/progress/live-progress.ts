import pc from 'picocolors';
import type { Phase, Progress, StackProgress } from './progress';

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
/** Between two pictures, in milliseconds. */
const INTERVAL = 100;
const COLUMNS: readonly Phase[] = ['deploy as before', 'deploy', 'plan again', 'destroy'];
/** Phases that most rehearsals do not have: their column is there once they have begun. */
const RARE: readonly Phase[] = ['deploy as before'];
const WIDTHS: Readonly<Record<Phase, number>> = {
  synth: 0,
  'synth as before': 0,
  'deploy as before': 17,
  deploy: 17,
  'plan again': 20,
  destroy: 0,
};

type Colors = ReturnType<typeof pc.createColors>;

/** A table that is redrawn in place: a line for each stack, a column for each phase. */
export class LiveProgress implements Progress {
  private readonly begun = Date.now();
  private readonly phases = new Set<Phase>();
  private readonly cells = new Map<string, Map<Phase, StackProgress>>();
  private readonly timer: NodeJS.Timeout;
  private phase: Phase = 'synth';
  private frame = 0;
  private drawn = 0;

  constructor(
    private readonly environment: string,
    private readonly output: NodeJS.WriteStream,
    private readonly colors: Colors,
  ) {
    this.timer = setInterval(() => {
      this.draw();
    }, INTERVAL);
    output.write(HIDE_CURSOR);
  }

  begin(phase: Phase, stacks: readonly string[]): void {
    this.phase = phase;
    this.phases.add(phase);
    for (const stack of stacks) if (!this.cells.has(stack)) this.cells.set(stack, new Map());
  }

  update(stack: string, progress: StackProgress): void {
    this.cells.get(stack)?.set(this.phase, progress);
  }

  end(): void {
    this.draw();
  }

  close(): void {
    clearInterval(this.timer);
    this.draw();
    this.output.write(SHOW_CURSOR);
  }

  private draw(): void {
    this.frame = (this.frame + 1) % FRAMES.length;
    // A line that a terminal wraps is two lines there, and the next picture would begin too low.
    const lines = this.lines().map((line) => cut(line, (this.output.columns || DEFAULT_COLUMNS) - 1));
    const back = this.drawn === 0 ? '' : `\u001b[${this.drawn}A`;
    this.output.write(`${back}${lines.map((line) => `${line}${CLEAR_TO_END}\n`).join('')}`);
    this.drawn = lines.length;
  }

  private lines(): string[] {
    const { bold, dim } = this.colors;
    const seconds = ((Date.now() - this.begun) / 1000).toFixed(0);
    const title = `${bold(this.environment)} ${dim(`rehearsal, ${this.phase}, ${seconds} s`)}`;
    if (this.cells.size === 0) return [`${FRAMES[this.frame] ?? ''} ${title}`];
    const columns = COLUMNS.filter((phase) => !RARE.includes(phase) || this.phases.has(phase));
    const name = Math.max(...[...this.cells.keys()].map(({ length }) => length));
    return [
      title,
      `  ${dim(['stack'.padEnd(name), ...columns.map((phase) => phase.padEnd(WIDTHS[phase]))].join('  '))}`,
      ...[...this.cells].map(
        ([stack, phases]) =>
          `  ${[stack.padEnd(name), ...columns.map((phase) => this.cell(phases.get(phase), WIDTHS[phase]))].join('  ')}`,
      ),
    ];
  }

  private cell(progress: StackProgress | undefined, width: number): string {
    const { cyan, dim, green, red } = this.colors;
    if (!progress) return dim('·'.padEnd(width));
    const { state, done, total, note, seconds } = progress;
    const count = total === undefined ? '' : state === 'done' ? String(done ?? 0) : `${done ?? 0}/${total}`;
    const words = [note ?? count, seconds === undefined ? '' : `${seconds.toFixed(1)} s`].filter((word) => word !== '');
    const text = words.join(' ').padEnd(width - 2);
    switch (state) {
      case 'running':
        return `${cyan(FRAMES[this.frame] ?? '')} ${text}`;
      case 'done':
        return `${green('✓')} ${text}`;
      case 'failed':
        return `${red('✗')} ${red(text)}`;
    }
  }
}

const DEFAULT_COLUMNS = 80;

const ESCAPE = '\u001b';
const COLOR = new RegExp(`(${ESCAPE}\\[[\\d;]*m)`);

/** The first so many characters that are seen; colours are kept, and end where they would. */
export function cut(line: string, columns: number): string {
  let left = columns;
  return line
    .split(COLOR)
    .map((part, at) => {
      if (at % 2 === 1) return part;
      const seen = part.slice(0, Math.max(left, 0));
      left -= seen.length;
      return seen;
    })
    .join('');
}

const HIDE_CURSOR = '\u001b[?25l';
const SHOW_CURSOR = '\u001b[?25h';
const CLEAR_TO_END = '\u001b[K';
