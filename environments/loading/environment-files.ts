import { existsSync, readdirSync } from 'node:fs';
import { basename, extname, join, relative, resolve } from 'node:path';
import { UserError } from '../../constructs/telling/problems';
import { nearest } from '../../constructs/telling/nearest';

/** A file that describes an environment. */
export interface EnvironmentFile {
  /** The environment's name, where the file's name gives it. */
  readonly name: string;
  /** Absolute path. */
  readonly path: string;
  /** Whether it was given by its path; then a name inside it counts. */
  readonly byPath: boolean;
  /** The path as it is told to the user, from where they work. */
  readonly shown: string;
}

/** Files beside the environments that are none. */
const RESERVED = ['index', 'problems', 'rules', 'schema'];
const KINDS = ['.ts', '.yaml', '.yml'];

/** The environments of a folder, by file name; none where there is no such folder. */
export function environmentFiles(directory: string): EnvironmentFile[] {
  if (!existsSync(directory)) return [];
  const files = readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isFile() && KINDS.includes(extname(entry.name)) && !entry.name.endsWith('.d.ts'))
    .map((entry) => environmentFile(join(directory, entry.name), false))
    .filter(({ name }) => !RESERVED.includes(name))
    .sort((one, other) => (one.name < other.name ? -1 : 1));

  const twice = files.find(({ name }, index) => files[index - 1]?.name === name);
  if (twice) {
    const both = files.filter(({ name }) => name === twice.name).map(({ shown }) => shown);
    throw new UserError(`${both.join(' and ')} describe the same environment; keep one`);
  }
  return files;
}

/**
 * The files of the environments that were asked for.
 * @param selected names or paths of files, separated by commas; all of the folder when left out
 * @throws UserError that lists the known names, for one that is not among them
 */
export function selectedFiles(directory: string, selected: string | undefined): EnvironmentFile[] {
  const wanted = (selected ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const known = environmentFiles(directory);
  if (wanted.length === 0) return known;

  const found = [...new Set(wanted)].map((name) =>
    isPath(name) ? environmentFile(resolve(name), true) : (known.find((file) => file.name === name) ?? name),
  );
  const unknown = found.filter((file) => typeof file === 'string');
  if (unknown.length > 0) throw new UserError(unknownText(unknown, known, directory));
  return found.filter((file) => typeof file !== 'string');
}

function environmentFile(path: string, byPath: boolean): EnvironmentFile {
  return { name: basename(path, extname(path)), path, byPath, shown: shownPath(path) };
}

/** A path as its user would write it: from where they work, unless it is somewhere else. */
function shownPath(path: string): string {
  const fromHere = relative(process.cwd(), path);
  return fromHere.startsWith('..') ? path : fromHere || '.';
}

/** Whether an environment was given by the path of its file, not by its name. */
export function isPath(selected: string): boolean {
  return KINDS.includes(extname(selected));
}

/** What is said of names that no file has. */
function unknownText(unknown: readonly string[], files: readonly EnvironmentFile[], directory: string): string {
  const known = files.map(({ name }) => name);
  const lines = unknown.map((name) => {
    const meant = nearest(name, known);
    return `there is no environment ${JSON.stringify(name)}${meant ? `; did you mean ${meant}?` : ''}`;
  });
  return [
    ...lines,
    `known (${shownPath(directory)}): ${known.join(', ') || 'none'}; a file elsewhere can be given by its path`,
  ].join('\n');
}
