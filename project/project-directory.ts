import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UserError } from '../constructs/telling/problems';

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
