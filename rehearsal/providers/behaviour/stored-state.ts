import { isRecord, type Value, type ValueRecord } from '../protocol/value';
import type { AttributeSchema, BlockSchema } from '../schema/terraform-schema';

/**
 * A state as Terraform stores it, in JSON, as a value of today's schema: what the schema no longer has is dropped,
 * what it has gained is null.
 */
export function fromStoredState(block: BlockSchema, stored: unknown): ValueRecord {
  const value = isRecord(stored as Value) ? (stored as ValueRecord) : {};
  const state: ValueRecord = {};
  for (const [name, attribute] of Object.entries(block.attributes)) {
    state[name] = storedAttribute(attribute, value[name] ?? null);
  }
  for (const [name, { nesting_mode, block: nested }] of Object.entries(block.block_types)) {
    const member = value[name] ?? null;
    if (Array.isArray(member)) state[name] = member.map((element) => fromStoredState(nested, element));
    else if (nesting_mode === 'list' || nesting_mode === 'set') state[name] = [];
    else state[name] = member === null ? null : fromStoredState(nested, member);
  }
  return state;
}

/** A value of any type is stored with its type beside it, `{ type, value }`, and travels as the pair of them. */
function storedAttribute({ type }: AttributeSchema, value: Value): Value {
  if (type !== 'dynamic' || !isRecord(value)) return value;
  const typeJson = Buffer.from(JSON.stringify(value['type'] ?? 'dynamic'));
  return [new Uint8Array(typeJson), value['value'] ?? null];
}
