import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bindingPackage } from '../../../rehearsal/providers/bindings/binding-package';
import { providerSchema } from '../../../rehearsal/providers/schema/provider-schema';
import type { BlockSchema, TypeKind } from '../../../rehearsal/providers/schema/terraform-schema';
import { EXPLAINED } from './explained-differences';
import { blockDifferences } from './schema-differences';

/** Schemas of real providers, where this checkout has them beside it. */
const REAL_SCHEMAS = join(__dirname, '../../../../shared/schemas');

type StoredTypes = Record<string, { block: BlockSchema }>;
interface StoredProvider {
  provider: { block: BlockSchema };
  resource_schemas?: StoredTypes;
  data_source_schemas?: StoredTypes;
  ephemeral_resource_schemas?: StoredTypes;
}

/** Every difference in what both sides have, and how many types that is. */
function differences(provider: string): { found: string[]; compared: number } {
  const real = JSON.parse(readFileSync(join(REAL_SCHEMAS, `${provider}.json`), 'utf8')) as StoredProvider;
  const kinds: [TypeKind, StoredTypes, string][] = [
    ['resources', real.resource_schemas ?? {}, ''],
    ['dataSources', real.data_source_schemas ?? {}, 'data.'],
    ['ephemeralResources', real.ephemeral_resource_schemas ?? {}, 'ephemeral.'],
  ];
  const derived = providerSchema(bindingPackage(provider), {
    resources: Object.keys(real.resource_schemas ?? {}),
    dataSources: Object.keys(real.data_source_schemas ?? {}),
    ephemeralResources: Object.keys(real.ephemeral_resource_schemas ?? {}),
  });
  const found = blockDifferences('provider', real.provider.block, derived.provider);
  let compared = 0;
  for (const [kind, types, prefix] of kinds) {
    for (const [type, { block }] of Object.entries(types)) {
      const ours = derived[kind][type];
      if (ours === undefined) continue;
      compared += 1;
      found.push(...blockDifferences(`${prefix}${type}`, block, ours));
    }
  }
  return { found, compared };
}

/** How many types both sides have; fewer would mean that the bindings are no longer understood. */
const COMPARED: Record<string, number> = { helm: 2, random: 9, tls: 7, kubernetes: 78, aws: 351 };

const describeWithSchemas = existsSync(REAL_SCHEMAS) ? describe : describe.skip;
if (!existsSync(REAL_SCHEMAS)) {
  process.stderr.write(`No real provider schemas at ${REAL_SCHEMAS}: the derived ones are not held against them.\n`);
}

describeWithSchemas.each(Object.entries(EXPLAINED))('the schema derived for %s', (provider, explanations) => {
  const { found, compared } = existsSync(REAL_SCHEMAS) ? differences(provider) : { found: [], compared: 0 };

  test('differs from the real one only where there is an explanation', () => {
    expect(compared).toBeGreaterThanOrEqual(COMPARED[provider] ?? 1);
    expect(found.filter((line) => !explanations.some((one) => one.differences.test(line)))).toEqual([]);
  });

  test('has no explanation without a difference', () => {
    expect(explanations.filter((one) => !found.some((line) => one.differences.test(line)))).toEqual([]);
  });
});
