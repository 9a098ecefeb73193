import { type BindingPackage } from '../bindings/binding-package';
import { deriveProvider } from '../bindings/derive-provider';
import { ephemeralTypesOf, likenessOf, supplemented } from './supplement';
import type { ProviderSchema, TypeNames } from './terraform-schema';

/** The schema that a stand-in serves: derived from the bindings, supplemented, cut to the wanted types. */
export function providerSchema(bindings: BindingPackage, wanted?: TypeNames): ProviderSchema {
  if (wanted === undefined) return supplemented(deriveProvider(bindings), ephemeralTypesOf(bindings.name));
  const derived = { resources: new Set(wanted.resources), dataSources: new Set(wanted.dataSources) };
  for (const type of wanted.ephemeralResources) {
    const like = likenessOf(type);
    if (like !== undefined) derived[like.kind].add(like.type);
  }
  return supplemented(
    deriveProvider(bindings, { resources: [...derived.resources], dataSources: [...derived.dataSources] }),
    wanted.ephemeralResources,
  );
}
