import { z } from 'zod';

/**
 * The settings that a block takes: the names that its schema has at that place.
 * @param input what the user wrote, which decides between the variants of a union
 * @returns an empty list where the place takes any name, or is no block
 */
export function knownSettings(schema: z.core.$ZodType, keys: readonly PropertyKey[], input: unknown): string[] {
  const block = schemaAt(schema, keys, input);
  return block instanceof z.ZodObject ? Object.keys(block.shape) : [];
}

/**
 * The schema of a place, below defaults and optionals; of a union, the variant that the input chose.
 * @returns undefined where the schema has no such place
 */
export function schemaAt(
  schema: z.core.$ZodType,
  keys: readonly PropertyKey[],
  input: unknown,
): z.core.$ZodType | undefined {
  const plain = unwrapped(schema);
  if (plain instanceof z.ZodDiscriminatedUnion) {
    const chosen = chosenVariant(plain, input);
    return chosen && schemaAt(chosen, keys, input);
  }
  const [key, ...rest] = keys;
  if (key === undefined) return plain;
  const member = memberOf(plain, key);
  return member && schemaAt(member, rest, valueAt(input, [key]));
}

/**
 * What decides between the variants of a block, and what it takes: `kind`, and `managed`, `external`, ….
 * @returns undefined where a place has no variants
 */
export function variantsAt(
  schema: z.core.$ZodType,
  keys: readonly PropertyKey[],
  input: unknown,
): { readonly discriminator: string; readonly values: readonly string[] } | undefined {
  const key = keys.at(-1);
  if (key === undefined) return undefined;
  const parent = schemaAt(schema, keys.slice(0, -1), input);
  const member = parent && memberOf(parent, key);
  const union = member && unwrapped(member);
  if (!(union instanceof z.ZodDiscriminatedUnion)) return undefined;
  const { discriminator } = union.def;
  return { discriminator, values: [...(union._zod.propValues[discriminator] ?? [])].map(String) };
}

/** What stands at a place of an input. */
export function valueAt(input: unknown, keys: readonly PropertyKey[]): unknown {
  return keys.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined,
    input,
  );
}

/** The schema below defaults, optionals and transformations. */
function unwrapped(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) {
    return unwrapped(schema.def.innerType);
  }
  return schema instanceof z.ZodPipe ? unwrapped(schema.def.in) : schema;
}

/** The variant that the discriminator in the input names; a variant may itself be a union. */
function chosenVariant(union: z.ZodDiscriminatedUnion, input: unknown): z.core.$ZodType | undefined {
  const { discriminator, options } = union.def;
  const chosen = valueAt(input, [discriminator]);
  return options.map(unwrapped).find((option) => option._zod.propValues?.[discriminator]?.has(chosen as string));
}

function memberOf(schema: z.core.$ZodType, key: PropertyKey): z.core.$ZodType | undefined {
  if (schema instanceof z.ZodObject) return (schema.shape as Record<PropertyKey, z.core.$ZodType>)[key];
  if (schema instanceof z.ZodRecord) return schema.def.valueType;
  if (schema instanceof z.ZodArray) return schema.def.element;
  return undefined;
}
