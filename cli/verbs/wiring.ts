import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import pc from 'picocolors';
import type { StateSettings } from '../../constructs/state/settings';
import type { Wiring } from '../../constructs/wiring/wiring';
import { UserError } from '../../environments/problems';
import { findTerraform, wiringSections } from '../../rehearsal';
import { runCdktf } from '../cdktf';
import { ExitCode } from '../exit-code';
import { type SelectedEnvironment, selectEnvironments } from '../project';
import { hcpHost } from '../upload/hcp-token';

const DEFAULT_WIDTH = 160;

/** The way to the same without a deployment. */
const REHEARSE = 'to see what it would connect to: inferencehub rehearse';

/** `inferencehub wiring <environment>` */
export function wiringVerb(): Command {
  return new Command('wiring')
    .description('prints what the applications of a deployed environment connect to')
    .argument('<environment>', 'its name, or the path of its file')
    .option('--json', 'as JSON, and nothing else on standard output')
    .action(async (name: string, { json = false }: { json?: boolean }) => {
      findTerraform(process.env);
      const [selected] = selectEnvironments([name]);
      if (!selected) throw new UserError(`there is no environment ${name}`);
      process.exitCode = await printWiring(selected, json);
    });
}

/** Prints the connections as the state of the deployed environment has them. */
async function printWiring({ environment, selection }: SelectedEnvironment, json: boolean): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'inferencehub-wiring-'));
  try {
    const file = join(folder, 'outputs.json');
    const stack = `${environment.name}-apps`;
    const code = await runCdktf(
      ['output', stack, '--outputs-file', file],
      { ENVIRONMENT: selection },
      'shown on failure',
    );
    if (code !== 0) {
      process.stderr.write(
        `the outputs of ${stack} cannot be read, for the reason above\n` +
          `  ${whoReads(environment.state)}\n` +
          `  where it is not deployed yet, ${REHEARSE} ${environment.name}\n`,
      );
      return code;
    }
    const outputs = JSON.parse(readFileSync(file, 'utf8')) as Record<string, { wiring?: Wiring } | undefined>;
    const wiring = outputs[stack]?.wiring;
    if (!wiring) {
      throw new UserError(`${environment.name} is not deployed; ${REHEARSE} ${environment.name}`);
    }
    const text = json
      ? JSON.stringify(wiring, undefined, 2)
      : wiringSections(wiring, process.stdout.columns || DEFAULT_WIDTH, pc)
          .map((lines) => lines.join('\n'))
          .join('\n\n');
    process.stdout.write(`${text}\n`);
    return ExitCode.success;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
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
