/** What a line of `cdktf deploy` or `cdktf destroy` says about a stack. */
export type DeploymentEvent = { readonly stack: string } &
  /** Terraform has planned so many creations or destructions. */
  (
    | { readonly kind: 'planned'; readonly changes: number }
    /** One more resource was created, changed or destroyed. */
    | { readonly kind: 'progress' }
    | { readonly kind: 'finished' }
    /** An error in Terraform's own words. */
    | { readonly kind: 'failed'; readonly message: string }
  );

/** Reads what the cdktf command prints: lines that begin with a stack's name, and indented lines that go on. */
export class DeploymentLog {
  private stack: string | undefined;
  private error: string[] | undefined;

  constructor(
    private readonly stacks: readonly string[],
    private readonly onEvent: (event: DeploymentEvent) => void,
  ) {}

  read(line: string): void {
    const named = this.stacks.find((name) => line.startsWith(`${name}  `));
    // At the end come summaries, which belong to no stack.
    if (named !== undefined || /^ {0,3}\S/.test(line)) this.enter(named);
    if (this.stack !== undefined) this.readContent(this.stack, line.slice(this.stack.length + 2));
  }

  /** Nothing more comes: an error that was being read is complete. */
  end(): void {
    this.enter(undefined);
  }

  private enter(stack: string | undefined): void {
    this.endError();
    this.stack = stack;
  }

  private readContent(stack: string, text: string): void {
    if (/^\s*(Error|Warning): /.test(text)) {
      this.endError();
      this.error = [text];
      return;
    }
    if (this.error) {
      this.error.push(text);
      return;
    }
    const planned = /Plan: (\d+) to add, (\d+) to change, (\d+) to destroy/.exec(text);
    if (planned) {
      const changes = planned.slice(1).reduce((sum, count) => sum + Number(count), 0);
      this.onEvent({ stack, kind: 'planned', changes });
    } else if (/: (Creation|Modifications|Destruction) complete after /.test(text)) {
      this.onEvent({ stack, kind: 'progress' });
    } else if (/^\s*(Apply|Destroy) complete! /.test(text)) {
      this.onEvent({ stack, kind: 'finished' });
    }
  }

  /** Tells an error once all of its lines are there; warnings look the same and are nobody's failure. */
  private endError(): void {
    const message = this.error?.join('\n').trim();
    this.error = undefined;
    if (this.stack !== undefined && message?.startsWith('Error: ')) {
      this.onEvent({ stack: this.stack, kind: 'failed', message });
    }
  }
}
