import { parseArgs } from 'node:util';
import { App } from 'cdktf';
import { loadEnvironments } from '../../environments';
import { UserError } from '../../constructs/telling/problems';
import { ExitCode } from '../../project/exit-code';
import { environmentsDirectory } from '../../project/project-directory';
import { HELPERS, isHelper } from './helpers';

/**
 * The cdktf app of a stack that is no environment's: what has to be there before environments can be deployed. It is
 * apart from the project's own app, so that nothing which deploys environments touches it.
 *
 * Its first argument names the helper. `ENVIRONMENT` names the environments that it is for, and `REHEARSAL_STATE` a
 * folder for the state, as in the project's app.
 */
function main(): void {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { 'local-state': { type: 'string' }, role: { type: 'string' } },
  });
  const [helper = ''] = positionals;
  if (!isHelper(helper)) throw new Error(`there is no helper stack ${helper}`);
  const { ENVIRONMENT, REHEARSAL_STATE } = process.env;
  const directory = REHEARSAL_STATE ?? values['local-state'];
  const app = new App();
  HELPERS[helper](app, loadEnvironments(ENVIRONMENT, { directory: environmentsDirectory() }), {
    state: directory === undefined ? undefined : { kind: 'local', directory },
    assumeRoleArn: values.role,
    destroyable: REHEARSAL_STATE !== undefined,
  });
  app.synth();
}

try {
  main();
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = ExitCode.userError;
}
