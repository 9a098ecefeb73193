import { z } from 'zod';
import type { DocComment } from './doc-comment';
import type { SchemaSource, WrittenSchema } from './schema-source';

/** A schema with what its source says of it. */
export interface Described {
  /** Below defaults and optionals. */
  readonly schema: z.core.$ZodType;
  readonly written: WrittenSchema;
  readonly comment: DocComment;
}

/** A setting of a block. */
export interface Setting extends Described {
  readonly name: string;
  /** Whether a file has to give it. */
  readonly required: boolean;
  /** The value that it has where a file does not give it. */
  readonly defaultValue?: unknown;
  /** The constant that gives this setting to several blocks. */
  readonly sharedFrom?: WrittenSchema;
}

/** One way to fill a choice in. */
export interface Variant extends Described {
  /** The values of the deciding setting that mean this one. */
  readonly values: readonly string[];
}

/** A schema below defaults, optionals and transformations, and what those say. */
export function unwrapped(schema: z.core.$ZodType): {
  readonly inner: z.core.$ZodType;
  readonly required: boolean;
  readonly defaultValue?: unknown;
} {
  if (schema instanceof z.ZodOptional) return { ...unwrapped(schema.def.innerType), required: false };
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) {
    return {
      ...unwrapped(schema.def.innerType),
      required: false,
      defaultValue: schema.def.defaultValue,
    };
  }
  if (schema instanceof z.ZodPipe) return unwrapped(schema.def.in);
  return { inner: schema, required: true };
}

/** Takes schema and source apart, step for step alike. */
export class Describer {
  constructor(private readonly source: SchemaSource) {}

  described(schema: z.core.$ZodType, written: WrittenSchema): Described {
    return { schema: unwrapped(schema).inner, written, comment: written.comment };
  }

  /** The settings of a block; none where it is something else. */
  settings({ schema, written }: Described): Setting[] {
    if (!(schema instanceof z.ZodObject)) return [];
    return this.source.members(written).flatMap(({ name, comment, schema: member, sharedFrom }) => {
      const value = (schema.shape as Record<string, z.core.$ZodType>)[name];
      if (!value) throw new Error(`${written.name ?? 'a block'} is written with ${name}, but does not have it`);
      const { inner, required, defaultValue } = unwrapped(value);
      return [{ name, schema: inner, written: member, comment, required, defaultValue, sharedFrom }];
    });
  }

  /** The variants of a choice; those of a choice within it are its own. None where it is something else. */
  variants({ schema, written }: Described): Variant[] {
    if (!(schema instanceof z.ZodDiscriminatedUnion)) return [];
    const { discriminator, options } = schema.def;
    const parts = this.source.parts(written).slice(1);
    return options.flatMap((option, index) => {
      const part = parts[index];
      if (!part) throw new Error(`${written.name ?? 'a choice'} is written with fewer variants than it has`);
      const described = this.described(option, part);
      const values = [...(described.schema._zod.propValues?.[discriminator] ?? [])].map(String);
      return [{ ...described, values }];
    });
  }

  /** What a list or a map holds. */
  element({ schema, written }: Described): Described | undefined {
    const parts = this.source.parts(written);
    if (schema instanceof z.ZodArray && parts[0]) return this.described(schema.def.element, parts[0]);
    if (schema instanceof z.ZodRecord && parts[1]) return this.described(schema.def.valueType, parts[1]);
    return undefined;
  }

  /** The ways of a union that nothing decides between but their own look. */
  alternatives({ schema, written }: Described): Described[] {
    if (!(schema instanceof z.ZodUnion) || schema instanceof z.ZodDiscriminatedUnion) return [];
    const parts = this.source.parts(written);
    return schema.def.options.flatMap((option, index) => {
      const part = parts[index];
      return part ? [this.described(option, part)] : [];
    });
  }
}
