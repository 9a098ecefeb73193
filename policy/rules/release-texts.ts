import { type Block, isBlock, releaseValues, type Resource, textOf } from '../synthesized';

/** A text in a release's values. */
export interface ReleaseText {
  /** What it, or the list that it is in, stands under. */
  readonly key: string;
  readonly value: string;
  /** The blocks around it, the nearest first. */
  readonly around: readonly Block[];
}

/** Every text in the values of a release. */
export function releaseTexts(release: Resource): ReleaseText[] {
  return release.list('values').flatMap((text) => textsUnder(releaseValues(textOf(text)), '', []));
}

function textsUnder(value: unknown, key: string, around: readonly Block[]): ReleaseText[] {
  if (typeof value === 'string') return [{ key, value, around }];
  if (Array.isArray(value)) return value.flatMap((element) => textsUnder(element, key, around));
  if (!isBlock(value)) return [];
  return Object.entries(value).flatMap(([name, member]) => textsUnder(member, name, [value, ...around]));
}
