import { pathText } from '../../constructs/telling/problems';

/** A text in an environment, and where it stands. */
export interface PlacedText {
  readonly path: string;
  readonly keys: readonly PropertyKey[];
  readonly text: string;
}

/** Blocks that are not ours to understand: values of a chart, and tags. */
const FOREIGN = /^((litellm|openwebui)\.values|tags)([.[]|$)/;

/** Every text in a value, wherever it is nested. */
export function textsOf(value: unknown, root?: string): PlacedText[] {
  return placed(value, root === undefined ? [] : [root]);
}

/** Every text of an environment's own settings, without passthrough blocks and tags. */
export function ownTexts(environment: object): PlacedText[] {
  return textsOf(environment).filter(({ path }) => !FOREIGN.test(path));
}

function placed(value: unknown, keys: readonly PropertyKey[]): PlacedText[] {
  if (typeof value === 'string') return [{ path: pathText(keys), keys, text: value }];
  if (Array.isArray(value)) return value.flatMap((element, index) => placed(element, [...keys, index]));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => placed(member, [...keys, key]));
}
