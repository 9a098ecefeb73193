import { hasNestedAttributes, isSensitive, isWriteOnly } from '../schema/rules';
import type { AttributeSchema, BlockSchema, NestedBlockSchema, TypeConstraint } from '../schema/terraform-schema';
import { embeddedSource } from './embedded-source';
import { type Member, type MemberShape, ParsedBinding } from './parse-binding';

type StructShape = Extract<MemberShape, { struct: string }>;

/** What a binding declares. Only resources have write-only arguments; a provider's own are sensitive by path only. */
export type BindingKind = 'provider' | 'resources' | 'dataSources';

/** Derives the schema of the type, or of the provider's configuration, that these binding files declare. */
export function deriveBlock(provider: string, kind: BindingKind, files: readonly string[]): BlockSchema {
  const binding = new ParsedBinding(files.map(embeddedSource));
  const { className, terraformType } = binding.main();
  // The bindings offer Terraform's own `alias` as if it were the provider's.
  const members = binding.membersOfMain(className).filter(({ name }) => kind !== 'provider' || name !== 'alias');
  return new BlockDeriver(binding, kind, hasNestedAttributes(provider)).block(terraformType, members);
}

class BlockDeriver {
  constructor(
    private readonly binding: ParsedBinding,
    private readonly kind: BindingKind,
    private readonly nestedAttributes: boolean,
  ) {}

  block(path: string, members: readonly Member[]): BlockSchema {
    const block: BlockSchema = { attributes: {}, block_types: {} };
    for (const member of members) {
      const { shape, name } = member;
      const memberPath = `${path}.${name}`;
      const nested =
        'struct' in shape && member.documentedAsBlock && !member.computed
          ? this.nestedBlock(memberPath, member, shape)
          : undefined;
      if (nested === undefined) block.attributes[name] = this.attribute(memberPath, member);
      // The bindings cut a recursive block short with a value of any type, and Terraform allows that in no repeated
      // block: the block as a whole becomes a value of any type.
      else if (holdsAnyType(nested.block))
        block.attributes[name] = { ...this.attribute(memberPath, member), type: 'dynamic' };
      else block.block_types[name] = nested;
    }
    return block;
  }

  private nestedBlock(path: string, { required }: Member, { struct, nesting, single }: StructShape): NestedBlockSchema {
    const block = this.block(path, this.binding.membersOfStruct(struct));
    const nested: NestedBlockSchema = { nesting_mode: nesting, block };
    if (nesting === 'list' || nesting === 'set') {
      if (required) nested.min_items = 1;
      if (single) nested.max_items = 1;
    }
    return nested;
  }

  private attribute(path: string, { name, shape, computed, optional, required }: Member): AttributeSchema {
    const writeOnly = this.kind === 'resources' && !computed && isWriteOnly(name);
    const attribute: AttributeSchema = {};
    if ('type' in shape) attribute.type = shape.type;
    else if (this.nestedAttributes) attribute.nested_type = this.nestedType(path, shape, writeOnly);
    else attribute.type = this.objectType(shape);
    if (required) attribute.required = true;
    if (optional) attribute.optional = true;
    if (computed) attribute.computed = true;
    if (writeOnly) attribute.write_only = true;
    const textAndOfType = this.kind !== 'provider' && isText(attribute.type);
    if (isSensitive(path, textAndOfType)) attribute.sensitive = true;
    return attribute;
  }

  private nestedType(
    path: string,
    { struct, nesting }: StructShape,
    writeOnly: boolean,
  ): AttributeSchema['nested_type'] {
    const members = this.binding.membersOfStruct(struct).map((member): [string, AttributeSchema] => {
      const attribute = this.attribute(`${path}.${member.name}`, member);
      return [member.name, writeOnly ? { ...attribute, write_only: true } : attribute];
    });
    return { nesting_mode: nesting, attributes: Object.fromEntries(members) };
  }

  private objectType({ struct, nesting }: StructShape): TypeConstraint {
    const members = this.binding.membersOfStruct(struct).map((member): [string, TypeConstraint] => {
      return [member.name, 'type' in member.shape ? member.shape.type : this.objectType(member.shape)];
    });
    const object: TypeConstraint = ['object', Object.fromEntries(members)];
    return nesting === 'single' ? object : [nesting, object];
  }
}

function isText(type: TypeConstraint | undefined): boolean {
  return type === 'string' || (Array.isArray(type) && type[1] === 'string');
}

function holdsAnyType({ attributes, block_types }: BlockSchema): boolean {
  return (
    Object.values(attributes).some(({ type }) => type === 'dynamic') ||
    Object.values(block_types).some(({ block }) => holdsAnyType(block))
  );
}
