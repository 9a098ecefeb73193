import { resolve } from 'node:path';
import { checkEnvironment, neighbourOf } from './loading/check-environment';
import { environmentFiles, selectedFiles } from './loading/environment-files';
import { UserError } from '../constructs/telling/problems';
import type { Environment } from './schema';

export { UserError } from '../constructs/telling/problems';
export { missingVariables, requiredVariables, variableUses } from './rules';
export { runsRemotely } from './rules/remote-runs';
export { defineEnvironment, type Environment, type EnvironmentInput, EnvironmentSettings } from './schema';

export interface LoadOptions {
  /** The folder that holds a file for each environment. @defaultValue `environments` in the working directory */
  readonly directory?: string;
}

/** The names of all environments of the folder. */
export function environmentNames(options: LoadOptions = {}): string[] {
  return environmentFiles(directoryOf(options)).map(({ name }) => name);
}

/**
 * Loads environments, with every default filled in.
 * @param selected names, or paths of files, separated by commas; all of the folder when left out
 * @throws UserError with every problem of every file that was selected, or the known names for one that is not known
 */
export function loadEnvironments(selected?: string, options: LoadOptions = {}): Environment[] {
  const directory = directoryOf(options);
  const files = selectedFiles(directory, selected);
  const neighbours = [...environmentFiles(directory), ...files.filter(({ byPath }) => byPath)].map(neighbourOf);
  const checked = files.map((file) => checkEnvironment(file, neighbours));

  const problems = checked.flatMap((one) => ('problems' in one ? [one.problems] : []));
  if (problems.length > 0) throw new UserError(problems.join('\n'));
  const environments = checked.flatMap((one) => ('environment' in one ? [one.environment] : []));
  return withoutTwins(environments);
}

/** Two files can describe an environment of the same name, a path beside a name for example. */
function withoutTwins(environments: Environment[]): Environment[] {
  const names = environments.map(({ name }) => name);
  const twin = names.find((name, index) => names.indexOf(name) !== index);
  if (twin !== undefined) throw new UserError(`two of the files describe an environment ${twin}; select one of them`);
  return environments;
}

function directoryOf({ directory }: LoadOptions): string {
  return resolve(directory ?? 'environments');
}
