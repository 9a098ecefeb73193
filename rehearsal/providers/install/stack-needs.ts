import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { TypeKind, TypeNames } from '../schema/terraform-schema';

/** What stacks want of one provider. */
export interface ProviderNeed {
  /** The local name, e.g. `aws`; `@cdktf/provider-<name>` has its bindings. */
  name: string;
  /** The address in the registry, e.g. `hashicorp/aws`. */
  source: string;
  /** Version constraints, e.g. `6.25.0` or `>= 6.64, < 7.0`; each gets a version of its own. */
  constraints: string[];
  /** The types that are used; all of the provider's when absent, which makes every Terraform command slower. */
  types?: TypeNames;
}

const Section = z.record(z.string(), z.unknown()).default({});
const SynthesizedStack = z.object({
  terraform: z
    .object({
      required_providers: z
        .record(z.string(), z.object({ source: z.string(), version: z.string().default('') }))
        .default({}),
    })
    .prefault({}),
  resource: Section,
  data: Section,
  ephemeral: Section,
});

const SECTIONS: Record<TypeKind, 'resource' | 'data' | 'ephemeral'> = {
  resources: 'resource',
  dataSources: 'data',
  ephemeralResources: 'ephemeral',
};

/** Reads from synthesized stacks (folders with a `cdk.tf.json`) which providers, versions and types they use. */
export function needsOfStacks(stackFolders: readonly string[]): ProviderNeed[] {
  const needs = new Map<string, Required<ProviderNeed>>();
  for (const folder of stackFolders) {
    const stack = SynthesizedStack.parse(JSON.parse(readFileSync(join(folder, 'cdk.tf.json'), 'utf8')));
    for (const [name, { source, version }] of Object.entries(stack.terraform.required_providers)) {
      const need = needs.get(name) ?? { name, source: fullSource(source), constraints: [], types: noTypes() };
      needs.set(name, need);
      addMissing(need.constraints, [version]);
      for (const [kind, section] of Object.entries(SECTIONS) as [TypeKind, 'resource' | 'data' | 'ephemeral'][]) {
        addMissing(
          need.types[kind],
          Object.keys(stack[section]).filter((type) => type.startsWith(`${name}_`)),
        );
      }
    }
  }
  return [...needs.values()];
}

function noTypes(): TypeNames {
  return { resources: [], dataSources: [], ephemeralResources: [] };
}

function addMissing(list: string[], more: readonly string[]): void {
  list.push(...more.filter((element) => !list.includes(element)));
}

/** `aws`, `registry.terraform.io/hashicorp/aws` and OpenTofu's `registry.opentofu.org/hashicorp/aws` are all `hashicorp/aws`. */
function fullSource(source: string): string {
  const short = source.replace(/^registry\.(terraform\.io|opentofu\.org)\//, '');
  return short.includes('/') ? short : `hashicorp/${short}`;
}
