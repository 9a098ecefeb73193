import { App } from 'cdktf';
import { loadEnvironments } from './environments';
import { UserError } from './environments/problems';
import { environmentStacks } from './stacks';

/** The exit code for a mistake in an environment, apart from one in the program. */
const USER_ERROR = 2;

/**
 * The cdktf app. `ENVIRONMENT` names the environments (several with commas, or a file's path; all without it),
 * `REHEARSAL_STATE` a folder for the state instead of where the environments keep it, and that all of it is a rehearsal:
 * nothing in it has to be kept.
 */
function main(): void {
  const { ENVIRONMENT, REHEARSAL_STATE } = process.env;
  const app = new App();
  for (const environment of loadEnvironments(ENVIRONMENT)) {
    environmentStacks(app, environment, {
      state: REHEARSAL_STATE ? { kind: 'local', directory: REHEARSAL_STATE } : undefined,
      destroyable: Boolean(REHEARSAL_STATE),
    });
  }
  app.synth();
}

try {
  main();
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = USER_ERROR;
}
