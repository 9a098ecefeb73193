import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type Environment, loadEnvironments } from '../environments';
import { isPath } from '../environments/loading/environment-files';
import { UserError } from '../environments/problems';

/** Where this program's own project is, if it runs from its source. */
const OWN_PROJECT = join(__dirname, '..');

/**
 * The folder that holds `cdktf.json`: the nearest one upwards from here, or the one of this program.
 * @throws UserError where there is neither
 */
export function projectDirectory(): string {
  for (let folder = process.cwd(); ; folder = dirname(folder)) {
    if (isProject(folder)) return folder;
    if (folder !== dirname(folder)) continue;
    if (isProject(OWN_PROJECT)) return OWN_PROJECT;
    throw new UserError(
      `there is no cdktf.json in ${process.cwd()}, nor in a folder above it; the command works in the folder of a project`,
    );
  }
}

/** Whether the project is the one that this program is part of, and not another that has it installed. */
export function isOwnProject(): boolean {
  return projectDirectory() === OWN_PROJECT;
}

function isProject(folder: string): boolean {
  return existsSync(join(folder, 'cdktf.json'));
}

/** The folder of the project's environments. */
export function environmentsDirectory(): string {
  return join(projectDirectory(), 'environments');
}

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
