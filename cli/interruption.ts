import { constants } from 'node:os';
import { Interrupted } from '../rehearsal';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** What comes from outside to end the command. */
export interface Interruption {
  readonly signal: AbortSignal;
  /** The exit code by which a shell knows what ended the command. */
  readonly exitCode: () => number;
  /** Lets signals do again what they usually do. */
  readonly release: () => void;
}

/** Turns Ctrl-C, a request to end, and a reader that went away into an abort signal, so that there is time to tidy up. */
export function interruption(): Interruption {
  const controller = new AbortController();
  let code = 0;
  const take = (name: (typeof SIGNALS)[number]): void => {
    code = 128 + constants.signals[name];
    controller.abort(new Interrupted());
  };
  const brokenPipe = (error: NodeJS.ErrnoException): void => {
    // A pipe that nobody reads, or a terminal that was closed.
    if (error.code !== 'EPIPE' && error.code !== 'EIO') throw error;
    // The signal of a closed terminal may have come before.
    if (code === 0) code = 128 + constants.signals.SIGPIPE;
    controller.abort(new Interrupted());
  };
  const streams = [process.stdout, process.stderr];
  SIGNALS.forEach((name) => process.on(name, take));
  streams.forEach((stream) => stream.on('error', brokenPipe));
  return {
    signal: controller.signal,
    exitCode: () => code,
    release: () => {
      SIGNALS.forEach((name) => process.off(name, take));
      // What was written last fails only later, and whoever went away does not come back: streams stay watched.
    },
  };
}
