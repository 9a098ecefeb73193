import pc from 'picocolors';
import { deployedWiring } from '../../operations/wiring';
import { ExitCode, selectEnvironment } from '../../project';
import { wiringSections } from '../../rehearsal/report/terminal-report';
import { findTerraform } from '../../rehearsal/terraform/terraform-binary';
import { terminalWidth } from '../terminal-width';

/** Prints what the applications of a deployed environment connect to. @returns the command's exit code */
export async function wiring(name: string, { json = false }: { readonly json?: boolean }): Promise<number> {
  findTerraform(process.env);
  const deployed = await deployedWiring(selectEnvironment(name), (text) => process.stderr.write(text));
  const text = json
    ? JSON.stringify(deployed, undefined, 2)
    : wiringSections(deployed, terminalWidth(), pc)
        .map((lines) => lines.join('\n'))
        .join('\n\n');
  process.stdout.write(`${text}\n`);
  return ExitCode.success;
}
