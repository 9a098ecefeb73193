import { isMap, type ValueMap } from './helm-merge';
import type { PassthroughChart } from './known-chart';

/** A value that a chart does not have, so that it would do nothing. */
export interface UnknownValue {
  /** Where it stands in the values. */
  readonly path: string;
  /** Its last key. */
  readonly key: string;
  /** What the chart has in its place. */
  readonly known: readonly string[];
}

/** Keys at the top that every chart takes, or that belong to a subchart which comes and goes with the release. */
const FOR_SUBCHARTS = ['global', 'lens'];

/** Every value that the pinned chart does not have. */
export function unknownValues(chart: PassthroughChart, values: ValueMap): UnknownValue[] {
  return unknownIn(values, '', knownKeys(chart));
}

function unknownIn(values: ValueMap, path: string, known: ReadonlyMap<string, readonly string[]>): UnknownValue[] {
  const keys = known.get(path);
  if (!keys) return [];
  return Object.entries(values).flatMap(([key, value]) => {
    const here = path === '' ? key : `${path}.${key}`;
    if (path === '' && FOR_SUBCHARTS.includes(key)) return [];
    if (!keys.includes(key)) return [{ path: here, key, known: keys }];
    return isMap(value) ? unknownIn(value, here, known) : [];
  });
}

/** The keys of each map, by its path. */
function knownKeys({ knownValues }: PassthroughChart): ReadonlyMap<string, readonly string[]> {
  const lines = knownValues.trim().split('\n');
  return new Map(
    lines.map((line) => {
      const [path = '', keys = ''] = line.split(': ');
      return [path === '(top)' ? '' : path, keys.split(' ')] as const;
    }),
  );
}
