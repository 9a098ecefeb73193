import { Argument, Command } from 'commander';
import { actions } from '../actions';
import type { Application } from '../actions/protected';

const APPLICATIONS: readonly Application[] = ['litellm', 'openwebui'];

/** `inferencehub protected [application]` */
export function protectedVerb(): Command {
  return new Command('protected')
    .description('lists what `litellm.values` and `openwebui.values` may not set, why, and what to write instead')
    .addArgument(new Argument('[application]', 'only this one').choices(APPLICATIONS).argOptional())
    .option('--json', 'as JSON, and nothing else on standard output')
    .action((application: Application | undefined, flags: { json?: boolean }) => {
      process.exitCode = actions.protectedValues(application, flags);
    });
}
