import { execFileSync } from 'node:child_process';
import { UserError } from '../../constructs/telling/problems';

/** The oldest that Checkov runs on. */
const OLDEST = [3, 9] as const;

/** Prints `3.11` where virtual environments can be made; Debian leaves half of what they need out. */
const PROBE = 'import ensurepip, sys, venv; print("%d.%d" % sys.version_info[:2])';

/**
 * Finds a Python that Checkov can be installed with.
 * @throws UserError that says how to install one
 */
export function findPython(environment: NodeJS.ProcessEnv): string {
  const found = ['python3', 'python'].find((name) => isUsable(versionOf(name, environment)));
  if (found !== undefined) return found;
  throw new UserError(
    `Checkov needs Python ${OLDEST.join('.')} or newer with its venv module, which is not on this machine.\n` +
      `Install it:\n  ${installation(process.platform)}`,
  );
}

function versionOf(name: string, environment: NodeJS.ProcessEnv): string | undefined {
  try {
    return execFileSync(name, ['-c', PROBE], {
      encoding: 'utf8',
      env: environment,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch {
    return undefined;
  }
}

function isUsable(version: string | undefined): boolean {
  const [major = 0, minor = 0] = (version ?? '').trim().split('.').map(Number);
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
}

function installation(platform: NodeJS.Platform): string {
  switch (platform) {
    case 'darwin':
      return 'brew install python';
    case 'win32':
      return 'winget install Python.Python.3.12';
    default:
      return 'sudo apt-get install python3 python3-venv   (elsewhere: the package python3)';
  }
}
