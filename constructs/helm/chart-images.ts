import type { ImageSource } from '../images/image-source';
import type { ImageName } from '../images/registries';
import type { ChartValues } from './chart-values';
import { helmMerge, valueAt, type ValueMap, withValueAt } from './helm-merge';

/** An image of a chart, and where the chart's values name it. */
export interface ChartImage {
  readonly image: ImageName;
  /** The one that the chart's version brings; where the values say another, that one counts. */
  readonly tag: string;
  /** Paths in the values, the keys joined by dots. */
  readonly at: readonly string[];
  /**
   * What the values take there: `repository` and `tag`; these and the host as `registry`; or one text with all of it.
   * @defaultValue parts
   */
  readonly written?: 'parts' | 'with-registry' | 'whole';
}

/**
 * A chart's values with every image of it named, as the environment pulls it. Where the values name a repository
 * themselves, it is a user's own and stays.
 */
export function withImages(
  images: readonly ChartImage[],
  values: ChartValues,
  source: ImageSource,
  release: string,
): ChartValues {
  if (images.length === 0) return values;
  const named = images.reduce<ValueMap>(
    (all, image) =>
      image.at.reduce<ValueMap>(
        (written, path) => withValueAt(written, path.split('.'), imageValue(image, values, path, source, release)),
        all,
      ),
    {},
  );
  return helmMerge(named, values);
}

function imageValue(
  { image, tag, written = 'parts' }: ChartImage,
  values: ChartValues,
  path: string,
  source: ImageSource,
  release: string,
) {
  const given = (key: string) => textAt(values, [...path.split('.'), key]);
  const wantedTag = given('tag') ?? tag;
  const own = given('repository');
  if (own !== undefined) {
    const pulledFrom = `${own}:${wantedTag}`;
    source.enter({ image: pulledFrom, pulledFrom, usedBy: release });
    return { tag: wantedTag };
  }
  const reference = source.reference(image, wantedTag, release, given('digest'));
  const repository = source.repository(image);
  switch (written) {
    case 'parts':
      return { repository, tag: wantedTag };
    case 'with-registry': {
      const slash = repository.indexOf('/');
      return { registry: repository.slice(0, slash), repository: repository.slice(slash + 1), tag: wantedTag };
    }
    case 'whole':
      return reference;
  }
}

function textAt(values: ChartValues, path: readonly string[]): string | undefined {
  const found = valueAt(values, path);
  return typeof found === 'string' && found !== '' ? found : undefined;
}
