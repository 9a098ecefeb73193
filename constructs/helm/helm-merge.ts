import type { ChartValue } from './chart-values';

/** A map of values. */
export type ValueMap = { readonly [key: string]: ChartValue | undefined };

/** Whether a value is a map, which is merged; everything else replaces. */
export function isMap(value: unknown): value is ValueMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Merges values as Helm does: maps key by key, everything else replaces, lists too. A `null` stays, because it is what
 * takes a chart's own default away.
 */
export function helmMerge(base: ValueMap, over: ValueMap): ValueMap {
  const merged: Record<string, ChartValue | undefined> = { ...base };
  for (const [key, value] of Object.entries(over)) {
    if (value === undefined) continue;
    const known = merged[key];
    merged[key] = isMap(known) && isMap(value) ? helmMerge(known, value) : value;
  }
  return merged;
}

/** The value at a path of keys, or `undefined`. */
export function valueAt(values: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, key) => (isMap(value) ? value[key] : undefined), values);
}

/** The values with another one at a path whose maps are there. */
export function withValueAt(values: ValueMap, path: readonly string[], value: ChartValue): ValueMap {
  const [key, ...rest] = path;
  if (key === undefined) throw new Error('a value is set at a path');
  if (rest.length === 0) return { ...values, [key]: value };
  const inner = values[key];
  return { ...values, [key]: withValueAt(isMap(inner) ? inner : {}, rest, value) };
}
