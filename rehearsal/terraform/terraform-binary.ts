import { execFileSync } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { basename, delimiter, isAbsolute, join } from 'node:path';
import { UserError } from '../../constructs/telling/problems';
import { type ProductName, PRODUCTS } from './products';

/** The Terraform of this machine, or the OpenTofu that is used in its place. */
export interface TerraformBinary {
  readonly product: ProductName;
  readonly path: string;
  readonly version: string;
}

/**
 * Finds Terraform as cdktf would, by `TERRAFORM_BINARY_NAME` or as `terraform` on the PATH. The name may be OpenTofu's.
 * @throws UserError that says how to install it, when there is none or it is too old
 */
export function findTerraform(environment: NodeJS.ProcessEnv): TerraformBinary {
  const name = environment.TERRAFORM_BINARY_NAME ?? 'terraform';
  const meant: ProductName = basename(name).startsWith('tofu') ? 'OpenTofu' : 'Terraform';
  const path = executable(name, environment);
  if (path === undefined) {
    throw new UserError(`${name} is not on this machine (not found on the PATH).\n${remedy(meant)}`);
  }
  const found = productOf(path, environment);
  if (found === undefined) {
    throw new UserError(`${path} does not say which version it is (\`${name} version\`).\n${remedy(meant)}`);
  }
  const { product, version } = found;
  if (!isNewEnough(found)) {
    throw new UserError(
      `${product} ${version} (${path}) is too old; ${PRODUCTS[product].oldest.join('.')} or newer is needed, ` +
        `the first that keeps secrets out of state.\n${remedy(product)}`,
    );
  }
  return { product, path, version };
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

/** What a program says it is. Its text, since both products' JSON calls the version `terraform_version`. */
function productOf(path: string, environment: NodeJS.ProcessEnv): Omit<TerraformBinary, 'path'> | undefined {
  try {
    const text = execFileSync(path, ['version'], {
      encoding: 'utf8',
      // Terraform would otherwise ask its maker for news.
      env: { ...environment, CHECKPOINT_DISABLE: '1' },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const [, product, version] = /^(Terraform|OpenTofu) v(\d+\.\d+\.\d+\S*)$/m.exec(text) ?? [];
    return product === undefined || version === undefined ? undefined : { product: product as ProductName, version };
  } catch {
    return undefined;
  }
}

function isNewEnough({ product, version }: Omit<TerraformBinary, 'path'>): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldestMajor, oldestMinor] = PRODUCTS[product].oldest;
  return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor);
}

function remedy(product: ProductName): string {
  const lines = PRODUCTS[product].installation(process.platform, process.arch);
  return ['Install it:', ...lines.map((line) => `  ${line}`)].join('\n');
}
