import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../constructs/telling/problems';
import { lastWords } from '../../rehearsal/processes/last-words';
import { findPython } from './python';

/** What is installed, at its pinned versions. */
const REQUIREMENTS = join(__dirname, '..', 'requirements.txt');

/** Lines of pip's last words that say what went wrong. */
const LAST_LINES = 8;

/** Python compiles what it imports; pip would compile all of it, which takes as long as the rest. */
const QUICKLY = ['--quiet', '--no-compile', '--disable-pip-version-check'];

/** Long enough for every installation, and every run, to be over. */
const DAY_IN_MILLISECONDS = 24 * 60 * 60 * 1000;

/**
 * Makes sure that the pinned Checkov, and beside it kubernetes-validate, is there, in a folder of its own.
 * @param parent the folder that holds it, or gets it
 * @param tell is told when it has to be installed, which takes a minute or two
 * @returns the Python that runs it
 * @throws UserError when there is no Python, or when it cannot be installed
 */
export function installCheckov(parent: string, environment: NodeJS.ProcessEnv, tell: (line: string) => void): string {
  const requirements = readFileSync(REQUIREMENTS, 'utf8');
  // Named after what is in it, so that one of another version is never taken for it.
  const folder = join(parent, createHash('sha256').update(requirements).digest('hex').slice(0, 12));
  if (existsSync(folder)) return pythonIn(folder);

  const systemPython = findPython(environment);
  const packages = requirements.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  tell(`installing ${packages.join(' and ')} from PyPI into ${parent}, once`);
  mkdirSync(parent, { recursive: true });
  removeOld(parent);
  // Whole or not there: made beside it under a name of this run's own, and moved once everything is installed.
  const unfinished = mkdtempSync(`${folder}-`);
  try {
    run(systemPython, ['-m', 'venv', unfinished], environment);
    // One by one: given both, pip takes minutes to find that what they need goes together.
    for (const one of packages) {
      run(pythonIn(unfinished), ['-m', 'pip', 'install', ...QUICKLY, one], environment);
    }
    moveUnlessThere(unfinished, folder);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
  return pythonIn(folder);
}

function pythonIn(folder: string): string {
  return join(folder, ...(process.platform === 'win32' ? ['Scripts', 'python.exe'] : ['bin', 'python']));
}

/** Another run may have been faster; what it installed is the same. */
function moveUnlessThere(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if (!existsSync(to)) throw error;
  }
}

/** Removes other versions, and what interrupted installations left. */
function removeOld(parent: string): void {
  const old = readdirSync(parent)
    .map((name) => join(parent, name))
    .filter((path) => {
      const { mtimeMs } = statSync(path, { throwIfNoEntry: false }) ?? {};
      return mtimeMs !== undefined && Date.now() - mtimeMs > DAY_IN_MILLISECONDS;
    });
  for (const path of old) rmSync(path, { recursive: true, force: true });
}

function run(command: string, args: readonly string[], environment: NodeJS.ProcessEnv): void {
  try {
    execFileSync(command, args, { env: environment, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new UserError(`Checkov cannot be installed:\n${lastWords(`${stdout}\n${stderr}`, LAST_LINES)}`);
  }
}
