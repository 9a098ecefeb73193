import type { ChartValue, ChartValues } from './chart-values';
import { helmMerge, isMap, valueAt, type ValueMap, withValueAt } from './helm-merge';
import { text } from './container-variables';
import { type ApplicationChart, protectedProblems } from './protected-values';

/**
 * Lists to which the platform adds entries of its own: a user's list is merged into them by what names an entry,
 * instead of replacing them.
 */
const MERGED_LISTS: Readonly<Record<ApplicationChart, Readonly<Record<string, 'name' | 'mountPath' | 'itself'>>>> = {
  litellm: {
    ...componentLists('gateway'),
    ...componentLists('backend'),
    'migrationJob.extraEnv': 'name',
    'migrationJob.volumes': 'name',
    'migrationJob.volumeMounts': 'mountPath',
  },
  'litellm-helm': {
    extraEnvVars: 'name',
    environmentSecrets: 'itself',
    volumes: 'name',
    volumeMounts: 'mountPath',
  },
  'open-webui': {
    extraEnvVars: 'name',
    extraInitContainers: 'name',
    volumes: 'name',
    'volumeMounts.container': 'mountPath',
    'volumeMounts.initContainer': 'mountPath',
  },
};

function componentLists(component: string) {
  return {
    [`${component}.extraEnv`]: 'name',
    [`${component}.envSecrets`]: 'itself',
    [`${component}.volumes`]: 'name',
    [`${component}.volumeMounts`]: 'mountPath',
  } as const;
}

/**
 * The platform's values with a user's merged into them by Helm's rules, but for the lists that both write.
 * @throws Error for a protected value; an environment file is told of it earlier, in its own words
 */
export function withPassthrough(chart: ApplicationChart, ours: ChartValues, users: ValueMap): ChartValues {
  const problems = protectedProblems(chart, users);
  if (problems.length > 0) {
    throw new Error(`values of ${chart} that are protected: ${problems.map(({ path }) => path).join(', ')}`);
  }
  return Object.entries(MERGED_LISTS[chart]).reduce<ValueMap>(
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

/** Open WebUI's chart takes variables as a map too. */
function asList(given: unknown): readonly ChartValue[] {
  if (Array.isArray(given)) return given as readonly ChartValue[];
  if (!isMap(given)) return [];
  return Object.entries(given).map(([name, value]) =>
    isMap(value) ? { name, ...value } : { name, value: text(value) },
  );
}

/** A user's entry takes the place of ours with the same name; the others follow ours. */
function mergeLists(
  own: readonly ChartValue[],
  users: readonly ChartValue[],
  key: 'name' | 'mountPath' | 'itself',
): readonly ChartValue[] {
  const nameOf = (entry: ChartValue) => (key === 'itself' || !isMap(entry) ? entry : entry[key]);
  const replaced = own.map((entry) => users.find((other) => nameOf(other) === nameOf(entry)) ?? entry);
  const added = users.filter((entry) => !own.some((other) => nameOf(other) === nameOf(entry)));
  return [...replaced, ...added];
}
