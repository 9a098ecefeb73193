/** The parts of a rehearsal, in their order. */
export type Phase = 'synth' | 'synth as before' | 'deploy as before' | 'deploy' | 'plan again' | 'destroy';

/** Where a stack is within a phase. */
export interface StackProgress {
  readonly state: 'running' | 'done' | 'failed';
  /** Resources done so far, and in all, where that is known. */
  readonly done?: number;
  readonly total?: number;
  /** The outcome in a word or two: `no changes`. */
  readonly note?: string;
  readonly seconds?: number;
}

/** Shows a user how far a rehearsal is. */
export interface Progress {
  /** A phase begins, for these stacks. */
  begin(phase: Phase, stacks: readonly string[]): void;
  update(stack: string, progress: StackProgress): void;
  /** The phase is over. */
  end(note: string): void;
  /** Nothing more comes; the terminal is as it was. */
  close(): void;
}
