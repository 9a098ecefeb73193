import { isRecord, sameValue, UNKNOWN, Unknown, type Value, type ValueRecord } from '../protocol/value';
import type { AttributeSchema, BlockSchema } from '../schema/terraform-schema';
import type { ProviderSettings } from '../values/provider-settings';
import { alwaysPlanned, newWithUpdate, type ReplacingArgument, replacingArguments } from './changes';

export interface Plan {
  planned: ValueRecord;
  /** Paths whose change means a new resource, as steps by name; a list's first element is meant where one is on the way. */
  replace: string[][];
}

/**
 * What a resource will be. Terraform proposes the configuration merged into the prior state; what is left to decide
 * is what becomes known only by applying: at creation every computed attribute that the configuration leaves open,
 * at an update only those that have no value yet, and nothing at all where nothing changes.
 */
export function planChange(
  type: string,
  block: BlockSchema,
  prior: Value,
  proposed: ValueRecord,
  settings: ProviderSettings,
): Plan {
  const open = withTags(block, withRegion(block, withoutWriteOnly(block, proposed), settings), settings);
  const wanted = { ...open, ...alwaysPlanned(type) };
  if (!isRecord(prior)) return { planned: openUnknown(block, wanted), replace: [] };
  if (sameValue(wanted, prior)) return { planned: prior, replace: [] };
  const names = Object.keys(block.attributes).filter((name) => isArgument(block.attributes[name]));
  const replace = replacingArguments(settings.provider, type, names)
    .filter((argument) => isReplacedBy(argument, prior, wanted))
    .map(({ path }) => path);
  for (const name of newWithUpdate(type)) wanted[name] = UNKNOWN;
  return { planned: openUnknown(block, wanted), replace };
}

function isReplacedBy({ path, trigger }: ReplacingArgument, prior: ValueRecord, wanted: ValueRecord): boolean {
  const before = valueAt(prior, path);
  const after = valueAt(wanted, path);
  if (sameValue(after, before)) return false;
  if (trigger === 'new value') return !isEmpty(after);
  if (trigger === 'former value') return !isEmpty(before);
  return trigger === 'any' || isEmpty(after);
}

/** Blocks that are not there are an empty list. */
function isEmpty(value: Value): boolean {
  return value === null || (Array.isArray(value) && value.length === 0);
}

function isArgument(attribute: AttributeSchema | undefined): boolean {
  return attribute?.optional === true || attribute?.required === true;
}

/** The region that AWS resources have is their provider's, unless they say otherwise. */
function withRegion(block: BlockSchema, value: ValueRecord, { provider, region }: ProviderSettings): ValueRecord {
  const { type, computed } = block.attributes['region'] ?? {};
  const open = provider === 'aws' && type === 'string' && computed === true && value['region'] === null;
  return open ? { ...value, region } : value;
}

/** `tags_all` is a resource's own tags over the provider's default ones. */
function withTags(block: BlockSchema, value: ValueRecord, { defaultTags }: ProviderSettings): ValueRecord {
  if (block.attributes['tags_all'] === undefined || block.attributes['tags'] === undefined) return value;
  const tags = value['tags'] ?? {};
  return { ...value, tags_all: isRecord(tags) ? { ...defaultTags, ...tags } : UNKNOWN };
}

/** Write-only arguments are null in plan and state. */
export function withoutWriteOnly(block: BlockSchema, value: ValueRecord): ValueRecord {
  return mapBlock(block, value, (attribute, member) => (attribute.write_only === true ? null : member));
}

function openUnknown(block: BlockSchema, value: ValueRecord): ValueRecord {
  const opened = mapBlock(block, value, (attribute, member) =>
    attribute.computed === true && member === null ? UNKNOWN : member,
  );
  return { ...opened, ...notReadBack(block, value) };
}

/**
 * What a provider leaves empty although it computes it: the plain argument beside a write-only one in use, which it
 * does not read back (`kubernetes_secret_v1.data` where `data_wo_revision` is set).
 */
function notReadBack(block: BlockSchema, value: ValueRecord): ValueRecord {
  const unread = Object.keys(block.attributes).filter((name) => {
    const versions = [`${name}_wo_version`, `${name}_wo_revision`];
    return value[name] === null && versions.some((version) => (value[version] ?? null) !== null);
  });
  return Object.fromEntries(unread.map((name) => [name, null]));
}

type AttributeMap = (attribute: AttributeSchema, value: Value) => Value;

/** Applies `map` to every attribute of a block and of what nests in it, outermost first. */
function mapBlock(block: BlockSchema, value: ValueRecord, map: AttributeMap): ValueRecord {
  const mapped: ValueRecord = {};
  for (const [name, attribute] of Object.entries(block.attributes)) {
    const member = map(attribute, value[name] ?? null);
    const { nested_type } = attribute;
    const inner = { attributes: nested_type?.attributes ?? {}, block_types: {} };
    mapped[name] =
      nested_type === undefined
        ? member
        : mapElements(member, nested_type.nesting_mode === 'map', (element) => mapBlock(inner, element, map));
  }
  for (const [name, nested] of Object.entries(block.block_types)) {
    mapped[name] = mapElements(value[name] ?? null, nested.nesting_mode === 'map', (element) =>
      mapBlock(nested.block, element, map),
    );
  }
  return mapped;
}

function mapElements(value: Value, isMap: boolean, map: (element: ValueRecord) => ValueRecord): Value {
  if (Array.isArray(value)) return value.map((element) => (isRecord(element) ? map(element) : element));
  if (!isRecord(value)) return value;
  if (!isMap) return map(value);
  return Object.fromEntries(
    Object.entries(value).map(([key, element]) => [key, isRecord(element) ? map(element) : element]),
  );
}

function valueAt(value: Value, path: readonly string[]): Value {
  let at = value;
  for (const step of path) {
    const container: Value | undefined = Array.isArray(at) ? at[0] : at;
    if (container instanceof Unknown) return UNKNOWN;
    at = isRecord(container) ? (container[step] ?? null) : null;
  }
  return at;
}
