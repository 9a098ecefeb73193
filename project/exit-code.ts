/** How the command ends. */
export const ExitCode = {
  success: 0,
  /** What was asked for was done and came out badly: a rehearsal that fails. */
  failure: 1,
  /** The user has something to change: an environment, an argument, an installation. */
  userError: 2,
} as const;
