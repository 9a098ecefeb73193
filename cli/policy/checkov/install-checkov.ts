import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../../environments/problems';
import { lastWords } from '../../../rehearsal/processes/last-words';
import { findPython } from './python';

/** What is installed, at its pinned versions. */
const REQUIREMENTS = join(__dirname, '..', 'requirements.txt');

/** Lines of pip's last words that say what went wrong. */
const LAST_LINES = 8;

/**
 * Makes sure that the pinned Checkov, and beside it kubernetes-validate, is there, in a folder of its own.
 * @param folder where it is, or is put
 * @param tell is told when it has to be installed, which takes a minute or two
 * @returns the Python that runs it
 * @throws UserError when there is no Python, or when it cannot be installed
 */
export function installCheckov(folder: string, environment: NodeJS.ProcessEnv, tell: (line: string) => void): string {
  const python = join(folder, ...(process.platform === 'win32' ? ['Scripts', 'python.exe'] : ['bin', 'python']));
  // Copied when everything is installed: an installation that was interrupted has none, one of another version another.
  const installed = join(folder, 'requirements.txt');
  const requirements = readFileSync(REQUIREMENTS, 'utf8');
  if (existsSync(installed) && readFileSync(installed, 'utf8') === requirements) return python;

  const systemPython = findPython(environment);
  const packages = requirements.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  tell(`installing ${packages.join(' and ')} from PyPI into ${folder}, once`);
  rmSync(folder, { recursive: true, force: true });
  run(systemPython, ['-m', 'venv', folder], environment);
  // One by one: given both, pip takes minutes to find that what they need goes together.
  for (const one of packages) {
    run(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', one], environment);
  }
  copyFileSync(REQUIREMENTS, installed);
  return python;
}

function run(command: string, args: readonly string[], environment: NodeJS.ProcessEnv): void {
  try {
    execFileSync(command, args, { env: environment, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new UserError(`Checkov cannot be installed:\n${lastWords(`${stdout}\n${stderr}`, LAST_LINES)}`);
  }
}
