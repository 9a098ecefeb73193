import type { ChartValue, ChartValues } from './chart-values';
import { helmMerge, isMap, valueAt, type ValueMap, withValueAt } from './helm-merge';
import { text } from './container-variables';
import type { EntryKey, PassthroughChart } from './known-chart';
import { protectedProblems } from './protected-values';

/**
 * The platform's values with a user's merged into them by Helm's rules, but for the lists that both write.
 * @throws Error for a protected value; an environment file is told of it earlier, in its own words
 */
export function withPassthrough(chart: PassthroughChart, ours: ChartValues, users: ValueMap): ChartValues {
  const problems = protectedProblems(chart.protection, users);
  if (problems.length > 0) {
    throw new Error(`values of ${chart.name} that are protected: ${problems.map(({ path }) => path).join(', ')}`);
  }
  return Object.entries(chart.mergedLists).reduce<ValueMap>(
    (merged, [list, key]) => {
      const path = list.split('.');
      const own = valueAt(ours, path);
      const given = valueAt(users, path);
      if (!Array.isArray(own) || given === undefined || given === null) return merged;
      return withValueAt(merged, path, mergeLists(own as readonly ChartValue[], asList(given), key));
    },
    helmMerge(ours, users),
  );
}

/** Open WebUI's chart takes variables as a map too, and LiteLLM one callback as a text. */
function asList(given: unknown): readonly ChartValue[] {
  if (typeof given === 'string') return [given];
  if (Array.isArray(given)) return given as readonly ChartValue[];
  if (!isMap(given)) return [];
  return Object.entries(given).map(([name, value]) =>
    isMap(value) ? { name, ...value } : { name, value: text(value) },
  );
}

/** A user's entry takes the place of ours with the same name; the others follow ours. */
function mergeLists(own: readonly ChartValue[], users: readonly ChartValue[], key: EntryKey): readonly ChartValue[] {
  const nameOf = (entry: ChartValue) => (key === 'itself' || !isMap(entry) ? entry : entry[key]);
  const replaced = own.map((entry) => users.find((other) => nameOf(other) === nameOf(entry)) ?? entry);
  const added = users.filter((entry) => !own.some((other) => nameOf(other) === nameOf(entry)));
  return [...replaced, ...added];
}
