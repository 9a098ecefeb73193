import { resolve } from 'node:path';
import { type Environment, loadEnvironments, UserError } from '../environments';
import { isPath } from '../environments/loading/environment-files';
import { environmentsDirectory } from './project-directory';

/** An environment that the user named, by name or by the path of its file. */
export interface SelectedEnvironment {
  /** What the app is told to load. */
  readonly selection: string;
  readonly environment: Environment;
}

/**
 * Loads and checks environments by name or path.
 * @throws UserError for one that is not known, or has problems
 */
export function selectEnvironments(selected: readonly string[]): SelectedEnvironment[] {
  // The app runs in the project's folder, from where a relative path would lead elsewhere.
  const selections = selected.map((name) => (isPath(name) ? resolve(name) : name));
  const environments = loadEnvironments(selections.join(','), { directory: environmentsDirectory() });
  if (environments.length !== selections.length) throw new UserError('an environment is named twice');
  return environments.map((environment, index) => ({ environment, selection: selections[index] ?? environment.name }));
}

/**
 * Loads and checks one environment by name or path.
 * @throws UserError where it is not known, or has problems
 */
export function selectEnvironment(name: string): SelectedEnvironment {
  const [selected] = selectEnvironments([name]);
  if (!selected) throw new UserError('name one environment');
  return selected;
}
