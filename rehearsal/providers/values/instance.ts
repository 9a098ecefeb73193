import { createHash } from 'node:crypto';
import { Unknown, isRecord, type Value, type ValueRecord } from '../protocol/value';
import type { TypeKind } from '../schema/terraform-schema';
import type { ProviderSettings } from './provider-settings';

/** Attributes that hold a thing's own name, the most telling first. */
const NAMES = [
  'name',
  'cluster_identifier',
  'identifier',
  'replication_group_id',
  'bucket',
  'function_name',
  'node_group_name',
  'addon_name',
  'user_group_id',
  'user_id',
  'cluster_id',
  'cluster_name',
  'family',
  'metadata.name',
];

/** One resource, data source or ephemeral resource while its values are made up. */
export class Instance {
  /** Set by whoever fills the values: makes one attribute that a template asks for before its turn. */
  demand: (attribute: string) => void = () => undefined;

  constructor(
    readonly kind: TypeKind,
    readonly type: string,
    readonly settings: ProviderSettings,
    /** The attributes so far; unknown ones are replaced while they are made up. */
    readonly root: ValueRecord,
    /** Tells this instance from every other; all its made-up values come from it. */
    readonly seed: string,
  ) {}

  /** The region that the resource is in: its own, or its provider's. */
  get region(): string {
    const own = this.root['region'];
    return typeof own === 'string' && own !== '' ? own : this.settings.region;
  }

  /** The value at a dotted path from the root; of a list its first element. Null when there is none. */
  at(path: string): Value {
    const [head = '', ...rest] = path.split('.');
    if (this.root[head] instanceof Unknown) this.demand(head);
    let value = this.root[head] ?? null;
    for (const step of rest) {
      const container: Value | undefined = Array.isArray(value) ? value[0] : value;
      value = isRecord(container) ? (container[step] ?? null) : null;
    }
    return value;
  }

  /** The value at a path as text; empty when there is none. */
  text(path: string): string {
    const value = this.at(path);
    return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  }

  /** What the thing is called: its name argument, or whatever its type has in place of one. */
  get name(): string {
    for (const path of NAMES) {
      const name = this.text(path);
      if (name !== '') return name;
    }
    return '';
  }

  /** Hexadecimal characters that are this instance's own, and different for each salt. */
  hex(length: number, salt = ''): string {
    return digest(`${this.seed} ${salt}`).slice(0, length);
  }

  /** Hexadecimal characters that everything in one account and region shares. */
  placeHex(length: number): string {
    return digest(`${this.settings.account} ${this.region}`).slice(0, length);
  }
}

/** 64 hexadecimal characters. */
export function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
