import type {
  AttributeSchema,
  BlockSchema,
  NestedBlockSchema,
  TypeConstraint,
} from '../../../rehearsal/providers/schema/terraform-schema';

const FLAGS = ['required', 'optional', 'computed', 'sensitive', 'write_only'] as const;

/** A stored schema leaves out what is empty. */
type Stored<Schema> = Partial<Schema>;

/** What tells two schemas of one type apart: a line per difference, `path: what`. */
export function blockDifferences(path: string, real: Stored<BlockSchema>, derived: BlockSchema): string[] {
  return [
    ...pairs(path, real.attributes ?? {}, derived.attributes, attributeDifferences),
    ...pairs(path, real.block_types ?? {}, derived.block_types, nestedBlockDifferences),
  ];
}

function nestedBlockDifferences(path: string, real: NestedBlockSchema, derived: NestedBlockSchema): string[] {
  return [
    ...unequal(path, 'nesting', real.nesting_mode, derived.nesting_mode),
    ...unequal(path, 'required', (real.min_items ?? 0) > 0, (derived.min_items ?? 0) > 0),
    ...blockDifferences(path, real.block, derived.block),
  ];
}

function attributeDifferences(path: string, real: AttributeSchema, derived: AttributeSchema): string[] {
  const flags = FLAGS.flatMap((flag) => unequal(path, flag, real[flag] ?? false, derived[flag] ?? false));
  if (real.nested_type !== undefined && derived.nested_type !== undefined) {
    return [
      ...flags,
      ...unequal(path, 'nesting', real.nested_type.nesting_mode, derived.nested_type.nesting_mode),
      ...pairs(path, real.nested_type.attributes, derived.nested_type.attributes, attributeDifferences),
    ];
  }
  return [...flags, ...typeDifferences(path, real.type, derived.type)];
}

function typeDifferences(path: string, real?: TypeConstraint, derived?: TypeConstraint): string[] {
  if (Array.isArray(real) && Array.isArray(derived) && real[0] === derived[0]) {
    if (real[0] === 'object' && derived[0] === 'object') return pairs(path, real[1], derived[1], typeDifferences);
    if (real[0] !== 'object' && derived[0] !== 'object') return typeDifferences(path, real[1], derived[1]);
  }
  return unequal(path, 'type', JSON.stringify(real), JSON.stringify(derived));
}

function pairs<Member>(
  path: string,
  real: Record<string, Member>,
  derived: Record<string, Member>,
  compare: (path: string, real: Member, derived: Member) => string[],
): string[] {
  return [...new Set([...Object.keys(real), ...Object.keys(derived)])].flatMap((name) => {
    const [ofReal, ofDerived] = [real[name], derived[name]];
    if (ofReal === undefined) return [`${path}.${name}: only in the bindings`];
    if (ofDerived === undefined) return [`${path}.${name}: only in the real schema`];
    return compare(`${path}.${name}`, ofReal, ofDerived);
  });
}

function unequal(path: string, what: string, real: unknown, derived: unknown): string[] {
  return real === derived ? [] : [`${path}: ${what} is ${String(real)}, derived ${String(derived)}`];
}
