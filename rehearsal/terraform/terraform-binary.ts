import { execFileSync } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import { UserError } from '../../environments/problems';

/** The oldest Terraform that keeps secrets out of state: write-only arguments came with it. */
const OLDEST = [1, 11] as const;

/** The version that the remedy installs; the one that the project is tested with. */
const ADVISED = '1.11.4';

/** The Terraform of this machine. */
export interface TerraformBinary {
  readonly path: string;
  readonly version: string;
}

/**
 * Finds Terraform as cdktf would, by `TERRAFORM_BINARY_NAME` or as `terraform` on the PATH.
 * @throws UserError that says how to install it, when there is none or it is too old
 */
export function findTerraform(environment: NodeJS.ProcessEnv): TerraformBinary {
  const name = environment.TERRAFORM_BINARY_NAME ?? 'terraform';
  const path = executable(name, environment);
  if (path === undefined) {
    throw new UserError(`${name} is not on this machine (not found on the PATH).\n${remedy()}`);
  }
  const version = versionOf(path, environment);
  if (version === undefined) {
    throw new UserError(`${path} does not say which version it is (\`${name} version -json\`).\n${remedy()}`);
  }
  if (!isNewEnough(version)) {
    throw new UserError(
      `Terraform ${version} (${path}) is too old; ${OLDEST.join('.')} or newer is needed, ` +
        `the first that keeps secrets out of state.\n${remedy()}`,
    );
  }
  return { path, version };
}

function executable(name: string, environment: NodeJS.ProcessEnv): string | undefined {
  const candidates = isAbsolute(name)
    ? [name]
    : (environment.PATH ?? '').split(delimiter).map((folder) => join(folder, name));
  return candidates.find((candidate) => {
    try {
      accessSync(candidate, constants.X_OK);
      return statSync(candidate).isFile();
    } catch {
      return false;
    }
  });
}

function versionOf(path: string, environment: NodeJS.ProcessEnv): string | undefined {
  try {
    const text = execFileSync(path, ['version', '-json'], {
      encoding: 'utf8',
      // Terraform would otherwise ask its maker for news.
      env: { ...environment, CHECKPOINT_DISABLE: '1' },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const { terraform_version: version } = JSON.parse(text) as { terraform_version?: unknown };
    return typeof version === 'string' ? version : undefined;
  } catch {
    return undefined;
  }
}

function isNewEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
}

/** How to install it, for the platform at hand. */
function remedy(): string {
  return ['Install it:', ...installation(process.platform, process.arch).map((line) => `  ${line}`)].join('\n');
}

function installation(platform: NodeJS.Platform, architecture: string): string[] {
  switch (platform) {
    case 'darwin':
      return ['brew install hashicorp/tap/terraform'];
    case 'win32':
      return ['winget install HashiCorp.Terraform'];
    default: {
      const file = `terraform_${ADVISED}_linux_${architecture === 'arm64' ? 'arm64' : 'amd64'}.zip`;
      return [
        `curl -fsSLo /tmp/terraform.zip https://releases.hashicorp.com/terraform/${ADVISED}/${file}`,
        'sudo unzip -o /tmp/terraform.zip terraform -d /usr/local/bin',
        '(other ways: https://developer.hashicorp.com/terraform/install)',
      ];
    }
  }
}
