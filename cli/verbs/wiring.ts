import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import pc from 'picocolors';
import type { Wiring } from '../../constructs/wiring';
import { UserError } from '../../environments/problems';
import { findTerraform, wiringSections } from '../../rehearsal';
import { runCdktf } from '../cdktf';
import { type SelectedEnvironment, selectEnvironments } from '../project';

const DEFAULT_WIDTH = 160;

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
      const wiring = await deployedWiring(selected);
      const text = json
        ? JSON.stringify(wiring, undefined, 2)
        : wiringSections(wiring, process.stdout.columns || DEFAULT_WIDTH, pc)
            .map((lines) => lines.join('\n'))
            .join('\n\n');
      process.stdout.write(`${text}\n`);
    });
}

/** The connections as the state of the deployed environment has them. */
async function deployedWiring({ environment, selection }: SelectedEnvironment): Promise<Wiring> {
  const folder = mkdtempSync(join(tmpdir(), 'inferencehub-wiring-'));
  try {
    const file = join(folder, 'outputs.json');
    const stack = `${environment.name}-apps`;
    const code = await runCdktf(['output', stack, '--outputs-file', file], { ENVIRONMENT: selection }, 'quiet');
    if (code !== 0) throw new UserError(`the outputs of ${stack} cannot be read; is ${environment.name} deployed?`);
    const outputs = JSON.parse(readFileSync(file, 'utf8')) as Record<string, { wiring?: Wiring } | undefined>;
    const wiring = outputs[stack]?.wiring;
    if (!wiring) {
      throw new UserError(
        `${environment.name} is not deployed; to see what it would connect to: inferencehub rehearse ${environment.name}`,
      );
    }
    return wiring;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
