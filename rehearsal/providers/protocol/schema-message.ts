import type {
  AttributeSchema,
  BlockSchema,
  NestingMode,
  ProviderSchema,
  TypeConstraint,
} from '../schema/terraform-schema';

const NESTING: Record<NestingMode, number> = { single: 1, list: 2, set: 3, map: 4 };

interface AttributeMessage extends Omit<AttributeSchema, 'type' | 'nested_type'> {
  name: string;
  type?: Buffer;
  nested_type?: { nesting: number; attributes: AttributeMessage[] };
}

interface BlockMessage {
  attributes: AttributeMessage[];
  block_types: { type_name: string; nesting: number; min_items: number; max_items: number; block: BlockMessage }[];
}

const CAPABILITIES = { plan_destroy: false, get_provider_schema_optional: true, move_resource_state: true };

/** The answer to GetProviderSchema. */
export function schemasMessage(schema: ProviderSchema): object {
  return {
    provider: schemaMessage(schema.provider),
    resource_schemas: schemaMessages(schema.resources),
    data_source_schemas: schemaMessages(schema.dataSources),
    ephemeral_resource_schemas: schemaMessages(schema.ephemeralResources),
    server_capabilities: CAPABILITIES,
  };
}

/** The answer to GetMetadata. */
export function metadataMessage(schema: ProviderSchema): object {
  const names = (types: Record<string, BlockSchema>) => Object.keys(types).map((type_name) => ({ type_name }));
  return {
    resources: names(schema.resources),
    data_sources: names(schema.dataSources),
    ephemeral_resources: names(schema.ephemeralResources),
    server_capabilities: CAPABILITIES,
  };
}

function schemaMessages(types: Record<string, BlockSchema>): Record<string, object> {
  return Object.fromEntries(Object.entries(types).map(([type, block]) => [type, schemaMessage(block)]));
}

function schemaMessage(block: BlockSchema): object {
  return { version: 0, block: blockMessage(block) };
}

function blockMessage({ attributes, block_types }: BlockSchema): BlockMessage {
  return {
    attributes: attributeMessages(attributes),
    block_types: Object.entries(block_types).map(([type_name, nested]) => ({
      type_name,
      nesting: NESTING[nested.nesting_mode],
      min_items: nested.min_items ?? 0,
      max_items: nested.max_items ?? 0,
      block: blockMessage(nested.block),
    })),
  };
}

function attributeMessages(attributes: Record<string, AttributeSchema>): AttributeMessage[] {
  return Object.entries(attributes).map(([name, { type, nested_type, ...rest }]) => ({
    name,
    ...rest,
    ...(type === undefined ? {} : { type: typeMessage(type) }),
    ...(nested_type === undefined
      ? {}
      : {
          nested_type: {
            nesting: NESTING[nested_type.nesting_mode],
            attributes: attributeMessages(nested_type.attributes),
          },
        }),
  }));
}

function typeMessage(type: TypeConstraint): Buffer {
  return Buffer.from(JSON.stringify(type));
}
