/**
 * A provider's schema in the form, and with the key names, of `terraform providers schema -json`,
 * so that a derived schema and a real one can be compared key by key.
 */

/** A value's type as Terraform writes it in JSON, e.g. `["list", "string"]`. */
export type TypeConstraint =
  | 'string'
  | 'number'
  | 'bool'
  | 'dynamic'
  | ['list' | 'set' | 'map', TypeConstraint]
  | ['object', Record<string, TypeConstraint>];

export type NestingMode = 'single' | 'list' | 'set' | 'map';

export interface AttributeSchema {
  /** Absent when `nested_type` is there. */
  type?: TypeConstraint;
  nested_type?: { nesting_mode: NestingMode; attributes: Record<string, AttributeSchema> };
  required?: boolean;
  optional?: boolean;
  computed?: boolean;
  /** Terraform hides the value in its output; it still stands in the state. */
  sensitive?: boolean;
  /** The value goes to the provider at apply and is null in plan and state. */
  write_only?: boolean;
}

export interface NestedBlockSchema {
  nesting_mode: NestingMode;
  block: BlockSchema;
  min_items?: number;
  max_items?: number;
}

export interface BlockSchema {
  attributes: Record<string, AttributeSchema>;
  block_types: Record<string, NestedBlockSchema>;
}

/** Everything that one provider serves. */
export interface ProviderSchema {
  /** The provider's own configuration. */
  provider: BlockSchema;
  resources: Record<string, BlockSchema>;
  dataSources: Record<string, BlockSchema>;
  ephemeralResources: Record<string, BlockSchema>;
}

/** The kinds of thing a configuration can ask a provider for. */
export type TypeKind = 'resources' | 'dataSources' | 'ephemeralResources';

/** The types wanted of one provider, by kind. */
export type TypeNames = Record<TypeKind, string[]>;
