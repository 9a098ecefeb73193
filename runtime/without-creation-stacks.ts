/** V8 takes every stack trace that is asked for through here. */
const traces: { captureStackTrace: (target: object, below?: (...values: never[]) => unknown) => void } = Error;

/**
 * Runs something that makes many of cdktf's tokens without the stack trace that cdktf takes for each: whole ones, which
 * cost more than the tokens and stay in memory. Errors keep theirs.
 */
export function withoutCreationStacks(run: () => void): void {
  const capture = traces.captureStackTrace;
  traces.captureStackTrace = (target, below = traces.captureStackTrace) => {
    if (target instanceof Error) capture(target, below);
  };
  try {
    run();
  } finally {
    traces.captureStackTrace = capture;
  }
}
