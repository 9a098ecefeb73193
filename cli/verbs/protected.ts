import { Command } from 'commander';
import { actions } from '../actions';

/** `inferencehub protected [application]` */
export function protectedVerb(): Command {
  return new Command('protected')
    .description('lists what the `values` of applications may not set, why, and what to write instead')
    .argument('[application]', 'only this one')
    .option('--json', 'as JSON, and nothing else on standard output')
    .action((application: string | undefined, flags: { json?: boolean }) => {
      process.exitCode = actions.protectedValues(application, flags);
    });
}
