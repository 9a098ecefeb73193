import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { UserError } from '../constructs/telling/problems';
import { LIBRARY } from './project-files';

/** Where an environment is written. */
export interface Destination {
  /** The project's folder. */
  readonly folder: string;
  /** Whether there is a project already. */
  readonly isProject: boolean;
  /** Where its environments import `defineEnvironment` from. */
  readonly library: string;
}

/** What may be in a folder that becomes a project; a file that is there stays as it is. */
export const KEPT = ['package.json', '.gitignore', 'README.md'];
const HARMLESS = [...KEPT, 'package-lock.json', 'node_modules', '.git', 'LICENSE', '.editorconfig'];

/**
 * The project that a folder is in, or the folder itself as a new one.
 * @throws UserError for a folder with something else in it
 */
export function destinationOf(start: string): Destination {
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'cdktf.json'))) return { folder, isProject: true, library: libraryOf(folder) };
    if (folder === dirname(folder)) break;
  }
  const others = readdirSync(start).filter((name) => !HARMLESS.includes(name));
  if (others.length > 0) {
    throw new UserError(
      `nothing was written: there is no project here, and ${basename(start)} is no empty folder (${others.slice(0, 5).join(', ')})\n` +
        '  run it in the folder of a project (with a cdktf.json), or in an empty one: mkdir platform && cd platform',
    );
  }
  return { folder: start, isProject: false, library: LIBRARY };
}

/** This project's own environments are beside their schema; those of others use the package. */
function libraryOf(folder: string): string {
  return existsSync(join(folder, 'environments', 'schema.ts')) ? './schema' : LIBRARY;
}
