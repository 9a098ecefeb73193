import { App } from 'cdktf';
import { type LoadOptions, loadEnvironments } from './environments';
import { UserError } from './constructs/telling/problems';
import { withoutCreationStacks } from './runtime/without-creation-stacks';
import { environmentStacks } from './stacks';

/** The exit code for a mistake in an environment, apart from one in the program. */
const USER_ERROR = 2;

/**
 * A whole cdktf app: makes the stacks of environments and synthesizes them. A user's mistake is told without a stack
 * trace, and the process ends with code 2.
 * @param variables the process's environment variables. `ENVIRONMENT` names the environments (several with commas, or
 * a file's path; all without it), `REHEARSAL_STATE` a folder for the state instead of where the environments keep it,
 * and that all of it is a rehearsal: nothing in it has to be kept.
 */
export function environmentsApp(variables: Readonly<Record<string, string | undefined>>, options?: LoadOptions): void {
  try {
    withoutCreationStacks(() => {
      synthesize(variables, options);
    });
  } catch (error) {
    if (error instanceof UserError) {
      process.stderr.write(`${error.message}\n`);
      process.exitCode = USER_ERROR;
    } else {
      // Once more, so that the error also says where that was made which it is about.
      synthesize(variables, options);
    }
  }
}

function synthesize(
  { ENVIRONMENT, REHEARSAL_STATE }: Readonly<Record<string, string | undefined>>,
  options?: LoadOptions,
): void {
  const app = new App();
  for (const environment of loadEnvironments(ENVIRONMENT, options)) {
    environmentStacks(app, environment, {
      state: REHEARSAL_STATE ? { kind: 'local', directory: REHEARSAL_STATE } : undefined,
      destroyable: Boolean(REHEARSAL_STATE),
    });
  }
  app.synth();
}
