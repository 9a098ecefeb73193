import type { BlockSchema, ProviderSchema, TypeNames } from '../schema/terraform-schema';
import { allTypeFolders, bindingFiles, type BindingPackage, typeFolder } from './binding-package';
import { deriveBlock } from './derive-block';

/**
 * Derives the schema of a provider from its bindings: of the wanted types only (about 2 ms a type), or of all
 * of them (aws: about 3 s). A wanted type that the bindings do not have is left out; Terraform says so itself.
 */
export function deriveProvider(
  bindings: BindingPackage,
  wanted?: Pick<TypeNames, 'resources' | 'dataSources'>,
): ProviderSchema {
  return {
    provider: deriveBlock(bindings.name, 'provider', bindingFiles(bindings, 'provider')),
    resources: deriveTypes(bindings, 'resources', wanted?.resources),
    dataSources: deriveTypes(bindings, 'dataSources', wanted?.dataSources),
    ephemeralResources: {},
  };
}

function deriveTypes(
  bindings: BindingPackage,
  kind: 'resources' | 'dataSources',
  wanted: readonly string[] | undefined,
): Record<string, BlockSchema> {
  const folders =
    wanted === undefined
      ? [...allTypeFolders(bindings)[kind]]
      : wanted.map((type) => [type, typeFolder(bindings, kind, type)] as const);
  const schemas: Record<string, BlockSchema> = {};
  for (const [type, folder] of folders) {
    if (folder !== undefined) schemas[type] = deriveBlock(bindings.name, kind, bindingFiles(bindings, folder));
  }
  return schemas;
}
