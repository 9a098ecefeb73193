import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CdktfOutput, runCdktf } from './cdktf';
import { CdktfFailed } from './cdktf-failed';
import type { SelectedEnvironment } from './selected-environments';

/**
 * Synthesizes environments with the project's own app.
 * @param output the folder that gets the stacks; it is made where it is not there
 * @throws CdktfFailed when cdktf fails, which has told why by then
 */
export async function synthesize(
  environments: readonly SelectedEnvironment[],
  output: string,
  shown: CdktfOutput = 'quiet',
): Promise<void> {
  // cdktf makes only the last folder of a path.
  mkdirSync(output, { recursive: true });
  const selection = environments.map((one) => one.selection).join(',');
  const code = await runCdktf(['synth', '--output', output], { ENVIRONMENT: selection }, shown);
  if (code !== 0) throw new CdktfFailed(code);
}

/** Does something in a folder of its own, of which nothing stays. */
export async function inScratchFolder<Result>(work: (folder: string) => Promise<Result> | Result): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'inferencehub-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
