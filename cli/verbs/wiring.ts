import { Command } from 'commander';
import { actions } from '../actions';

/** `inferencehub wiring <environment>` */
export function wiringVerb(): Command {
  return new Command('wiring')
    .description('prints what the applications of a deployed environment connect to')
    .argument('<environment>', 'its name, or the path of its file')
    .option('--json', 'as JSON, and nothing else on standard output')
    .action(async (name: string, flags: { json?: boolean }) => {
      process.exitCode = await actions.wiring(name, flags);
    });
}
