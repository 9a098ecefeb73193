import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hcpHost } from '../../constructs/state/hcp-host';
import type { StateSettings } from '../../constructs/state/settings';
import type { Wiring } from '../../constructs/wiring/wiring';
import { UserError } from '../../environments';
import { CdktfFailed, inScratchFolder, runCdktf, type SelectedEnvironment } from '../../project';

/** The way to the same without a deployment. */
const REHEARSE = 'to see what it would connect to: inferencehub rehearse';

/**
 * The connections as the state of a deployed environment has them.
 * @param tell told why the state cannot be read, beside what Terraform says
 * @throws CdktfFailed when the state cannot be read, UserError for an environment that is not deployed
 */
export async function deployedWiring(
  { environment, selection }: SelectedEnvironment,
  tell: (text: string) => void,
): Promise<Wiring> {
  return inScratchFolder(async (folder) => {
    const file = join(folder, 'outputs.json');
    const stack = `${environment.name}-apps`;
    const code = await runCdktf(
      ['output', stack, '--outputs-file', file],
      { ENVIRONMENT: selection },
      'shown on failure',
    );
    if (code !== 0) {
      tell(
        `the outputs of ${stack} cannot be read, for the reason above\n` +
          `  ${whoReads(environment.state)}\n` +
          `  where it is not deployed yet, ${REHEARSE} ${environment.name}\n`,
      );
      throw new CdktfFailed(code);
    }
    const outputs = JSON.parse(readFileSync(file, 'utf8')) as Record<string, { wiring?: Wiring } | undefined>;
    const wiring = outputs[stack]?.wiring;
    if (!wiring) throw new UserError(`${environment.name} is not deployed; ${REHEARSE} ${environment.name}`);
    return wiring;
  });
}

/** What Terraform needs to read a state. */
function whoReads(state: StateSettings): string {
  switch (state.kind) {
    case 'local':
      return `the state is in ${state.directory}, on the machine that deployed; providers come from Terraform's registry`;
    case 's3':
      return `the state is in the bucket ${state.bucket}: it takes credentials that may read it (AWS_PROFILE)`;
    case 'hcp':
      return `the state is on HCP Terraform: it takes a token, from terraform login ${hcpHost(state)}`;
  }
}
