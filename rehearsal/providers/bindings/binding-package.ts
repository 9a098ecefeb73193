import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { UserError } from '../../../constructs/telling/problems';

const PackageJson = z.object({
  cdktf: z.object({ provider: z.object({ name: z.string(), version: z.string() }) }),
});

/** An installed `@cdktf/provider-<name>` package: where it is and which provider it was made from. */
export interface BindingPackage {
  /** The provider's local name, e.g. `aws`. */
  name: string;
  /** The provider's address in the registry, e.g. `hashicorp/aws`. */
  source: string;
  /** The provider version that the bindings were generated from, e.g. `6.25.0`. */
  version: string;
  /** The folder with one folder per type. */
  folder: string;
}

/**
 * Finds the bindings of a provider, first among those that a project has, then among this package's own.
 * @throws UserError when they are not installed
 */
export function bindingPackage(name: string, project?: string): BindingPackage {
  const packageFile = [...(project === undefined ? [] : [join(project, 'package.json')]), __filename]
    .map((from) => installedPackage(`@cdktf/provider-${name}`, from))
    .find((file) => file !== undefined);
  if (packageFile === undefined) {
    throw new UserError(`no stand-in for the provider ${name}: @cdktf/provider-${name} is not installed`);
  }
  const { cdktf } = PackageJson.parse(JSON.parse(readFileSync(packageFile, 'utf8')));
  return {
    name,
    source: cdktf.provider.name.replace(/^registry\.terraform\.io\//, ''),
    version: cdktf.provider.version,
    folder: join(dirname(packageFile), 'lib'),
  };
}

/** The `package.json` of a package as a file would find it. */
function installedPackage(name: string, from: string): string | undefined {
  try {
    return createRequire(from).resolve(`${name}/package.json`);
  } catch {
    return undefined;
  }
}

/** The JavaScript files of one type's binding: its index, and its structs where they were too many for one file. */
export function bindingFiles(bindings: BindingPackage, typeFolder: string): string[] {
  const folder = join(bindings.folder, typeFolder);
  const structs = join(folder, 'index-structs');
  const more = existsSync(structs) ? readdirSync(structs).filter((file) => /^structs\d+\.js$/.test(file)) : [];
  return [join(folder, 'index.js'), ...more.map((file) => join(structs, file))];
}

/** Every type folder by kind and by Terraform's name for the type. */
export function allTypeFolders(bindings: BindingPackage): Record<'resources' | 'dataSources', Map<string, string>> {
  const folders = { resources: new Map<string, string>(), dataSources: new Map<string, string>() };
  for (const entry of readdirSync(bindings.folder, { withFileTypes: true })) {
    if (!entry.isDirectory() || entry.name === 'provider') continue;
    const type = declaredType(bindings, entry.name);
    if (type !== undefined) folders[type.kind].set(type.name, entry.name);
  }
  return folders;
}

/** The folder of one type: by its usual name, or, where the generator had to rename it, by looking everywhere. */
export function typeFolder(
  bindings: BindingPackage,
  kind: 'resources' | 'dataSources',
  type: string,
): string | undefined {
  const words = type.replaceAll('_', '-');
  const usual = kind === 'dataSources' ? `data-${words}` : words.slice(words.indexOf('-') + 1);
  const found = declaredType(bindings, usual);
  if (found?.kind === kind && found.name === type) return usual;
  return allTypeFolders(bindings)[kind].get(type);
}

function declaredType(
  bindings: BindingPackage,
  folder: string,
): { kind: 'resources' | 'dataSources'; name: string } | undefined {
  const file = join(bindings.folder, folder, 'index.d.ts');
  if (!existsSync(file)) return undefined;
  const declarations = readFileSync(file, 'latin1');
  const name = /static readonly tfResourceType = "(\w+)"/.exec(declarations)?.[1];
  if (name === undefined) return undefined;
  return { name, kind: declarations.includes(' extends cdktf.TerraformDataSource ') ? 'dataSources' : 'resources' };
}
