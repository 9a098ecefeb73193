import { tmpdir } from 'node:os';
import { Interrupted } from './processes/process-runner';
import type { Progress } from './progress/progress';
import { Rehearsal, type RehearsalProps } from './rehearsal';
import type { RehearsalReport } from './report/report';
import { Workspace } from './workspace';

export { Interrupted, type RehearsalProps, type RehearsalReport };
export { LiveProgress } from './progress/live-progress';
export { NoProgress } from './progress/no-progress';
export { PlainProgress } from './progress/plain-progress';
export type { Progress } from './progress/progress';
export { htmlReport } from './report/html-report';
export { terminalOutcome, terminalReport, type TerminalReportOptions, wiringSections } from './report/terminal-report';
export { textTable } from './report/text-table';
export { findTerraform } from './terraform/terraform-binary';
export { cdktfProgram } from './cdktf/cdktf-command';

export interface RehearseOptions extends RehearsalProps {
  readonly progress: Progress;
  /** Ends the rehearsal and everything that it started; its reason is then thrown. */
  readonly signal: AbortSignal;
  /** Whether the rehearsal's folder stays. */
  readonly keep: boolean;
  /** Where the rehearsal's folder is made. @defaultValue the machine's folder for temporary files */
  readonly temporary?: string;
}

/**
 * Rehearses one environment in a fresh folder, of which nothing stays unless it is to be kept.
 * @throws UserError when the environment cannot be synthesized, the signal's reason when it comes
 */
export async function rehearse({
  progress,
  signal,
  keep,
  temporary = tmpdir(),
  ...props
}: RehearseOptions): Promise<RehearsalReport> {
  const workspace = Workspace.create(temporary);
  let kept = false;
  try {
    const report = await new Rehearsal(props, workspace, progress, signal).run();
    kept = keep;
    return keep ? { ...report, directory: workspace.directory } : report;
  } finally {
    progress.close();
    if (!kept) workspace.remove();
  }
}
