import { accessSync, constants, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where Debian puts what belongs to one major version of PostgreSQL. */
const POSTGRES_VERSIONS = '/usr/lib/postgresql';

/** The path of a program, from PATH or from where Debian keeps PostgreSQL's; nothing where it is not installed. */
export function findProgram(name: string): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...postgresFolders()];
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

/**
 * `describe` where the programs are installed; where they are not, the tests are skipped, and say so.
 * @param purpose what cannot be shown then
 */
export function describeWith(programs: readonly string[], purpose: string): jest.Describe {
  const missing = programs.filter((name) => findProgram(name) === undefined);
  if (missing.length === 0) return describe;
  process.stderr.write(`skipped: ${purpose}, because ${missing.join(', ')} is not installed\n`);
  return describe.skip;
}

function postgresFolders(): string[] {
  try {
    return readdirSync(POSTGRES_VERSIONS)
      .sort((one, other) => Number(other) - Number(one))
      .map((version) => join(POSTGRES_VERSIONS, version, 'bin'));
  } catch {
    return [];
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
