import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { endProcessTree } from './process-tree';

export interface RunOptions {
  readonly directory: string;
  readonly environment: NodeJS.ProcessEnv;
  /** File that keeps what the process prints. */
  readonly log: string;
  /** Is told each line of standard output as it comes. */
  readonly onLine?: (line: string) => void;
}

/** How a process ended. */
export interface Finished {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The user has stopped the rehearsal. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

/** Runs other programs, keeps what they print, and ends them with all that they started when the signal says so. */
export class ProcessRunner {
  private readonly running = new Set<ChildProcess>();

  constructor(private readonly signal: AbortSignal) {
    signal.addEventListener('abort', () => {
      this.end();
    });
  }

  /** Ends everything that still runs. */
  end(): void {
    for (const child of this.running) if (child.pid !== undefined) endProcessTree(child.pid);
  }

  /**
   * Waits for a program's end; what its exit code means is the caller's business.
   * @throws the signal's reason when it comes
   */
  async run(command: string, args: readonly string[], options: RunOptions): Promise<Finished> {
    this.signal.throwIfAborted();
    const child = spawn(command, args, {
      cwd: options.directory,
      env: options.environment,
      stdio: ['ignore', 'pipe', 'pipe'],
      // In a group of its own: Ctrl-C then reaches only us, and we decide what ends and when.
      detached: true,
    });
    this.running.add(child);
    const log = createWriteStream(options.log, { flags: 'a' });
    log.write(`$ ${[command, ...args].join(' ')}\n`);
    const texts = { stdout: '', stderr: '' };
    const lines = new LineBuffer(options.onLine ?? (() => undefined));
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      log.write(text);
      texts.stdout += text;
      lines.add(text);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      log.write(text);
      texts.stderr += text;
    });
    try {
      const code = await new Promise<number>((resolve, reject) => {
        child.once('error', reject);
        child.once('close', (exitCode, signal) => {
          resolve(exitCode ?? (signal ? 128 : 1));
        });
      });
      lines.end();
      this.signal.throwIfAborted();
      return { code, ...texts };
    } finally {
      this.running.delete(child);
      await finished(log.end());
    }
  }
}

/** Puts lines together from pieces. */
class LineBuffer {
  private rest = '';

  constructor(private readonly onLine: (line: string) => void) {}

  add(text: string): void {
    const lines = (this.rest + text).split('\n');
    this.rest = lines.pop() ?? '';
    lines.forEach(this.onLine);
  }

  end(): void {
    if (this.rest !== '') this.onLine(this.rest);
    this.rest = '';
  }
}
