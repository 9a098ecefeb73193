import { decode, encode, ExtensionCodec } from '@msgpack/msgpack';

/** Stands for "known after apply". */
export class Unknown {
  readonly isUnknown = true;
}

export const UNKNOWN = new Unknown();

/** A Terraform value: lists and sets are arrays, objects, blocks and maps are records. */
export type Value = null | boolean | number | string | Unknown | Uint8Array | Value[] | ValueRecord;
export interface ValueRecord {
  [name: string]: Value;
}

/** Extension 0 is an unknown value; 12 is one with hints about what it will be, which the stand-ins do not use. */
const extensions = new ExtensionCodec();
extensions.register({
  type: 0,
  encode: (value) => (value instanceof Unknown ? new Uint8Array([0]) : null),
  decode: () => UNKNOWN,
});
extensions.register({ type: 12, encode: () => null, decode: () => UNKNOWN });

/** How a value travels: MessagePack in a message of its own. */
export interface DynamicValue {
  msgpack: Uint8Array;
}

export function fromWire(wire: DynamicValue | null | undefined): Value {
  if (!wire || wire.msgpack.length === 0) return null;
  return decode(wire.msgpack, { extensionCodec: extensions }) as Value;
}

export function toWire(value: Value): DynamicValue {
  return { msgpack: encode(value, { extensionCodec: extensions }) };
}

export function isRecord(value: Value | undefined): value is ValueRecord {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Unknown) &&
    !(value instanceof Uint8Array)
  );
}

/** Whether two values are the same; an unknown one equals nothing but itself. */
export function sameValue(one: Value | undefined, other: Value | undefined): boolean {
  if (one === other) return true;
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((element, index) => sameValue(element, other[index]));
  }
  if (one instanceof Uint8Array && other instanceof Uint8Array) return Buffer.compare(one, other) === 0;
  if (!isRecord(one) || !isRecord(other)) return false;
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => sameValue(one[name], other[name]));
}
