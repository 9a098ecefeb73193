import { AccountSettings } from '../../constructs/account/settings';
import { networkAccount } from '../../constructs/network/owner';
import { NetworkSettings } from '../../constructs/network/settings';
import { type Problem, type Rename, problemsText, say, UserError } from '../../constructs/telling/problems';
import { environmentProblems } from '../rules';
import { placesOf } from '../rules/names';
import type { Neighbour } from '../rules/network';
import { type Environment, EnvironmentSettings } from '../schema';
import { valueAt } from '../../constructs/telling/known-settings';
import { shapeProblems } from '../../constructs/telling/shape-problems';
import { ENVIRONMENT } from './told-as';
import type { EnvironmentFile } from './environment-files';
import { fromInferenceHubYaml } from './inferencehub-yaml';
import { isInferenceHubYaml, readEnvironment } from './read-environment';

/** What a file describes, or everything that is wrong with it, in its own words. */
export type Checked = { readonly environment: Environment } | { readonly problems: string };

/** Names of AWS and Kubernetes begin with the environment's, and have to stay short enough to be read. */
const NAME = /^[a-z][a-z0-9-]{0,22}[a-z0-9]$/;

/** Reads an environment and checks it, first its shape, then what its settings mean together. */
export function checkEnvironment(file: EnvironmentFile, neighbours: readonly Neighbour[]): Checked {
  try {
    return checkRead(file, readEnvironment(file), neighbours);
  } catch (error) {
    // A file that cannot be read is one problem among those of the others.
    if (error instanceof UserError) return { problems: error.message };
    throw error;
  }
}

function checkRead(file: EnvironmentFile, read: unknown, neighbours: readonly Neighbour[]): Checked {
  const theirs = isInferenceHubYaml(file, read) ? fromInferenceHubYaml(read) : undefined;
  const name = (file.byPath ? theirs?.name : undefined) ?? file.name;
  const found = [...(theirs?.problems ?? []), ...nameProblems(name)];
  const rename: Rename = theirs?.rename ?? ((path) => path);
  if (theirs && !theirs.settings) return { problems: problemsText(file.shown, found, rename) };

  const checked = checkSettings(name, theirs?.settings ?? read, neighbours);
  const all = [...found, ...('problems' in checked ? checked.problems : [])];
  if (all.length > 0 || !('environment' in checked)) return { problems: problemsText(file.shown, all, rename) };
  return checked;
}

/** An environment of a name, or everything that is wrong with its settings. */
export function checkSettings(
  name: string,
  input: unknown,
  neighbours: readonly Neighbour[],
): { readonly environment: Environment } | { readonly problems: readonly Problem[] } {
  const parsed = EnvironmentSettings.safeParse(input);
  if (!parsed.success) return { problems: shapeProblems(EnvironmentSettings, input, parsed.error.issues, ENVIRONMENT) };
  const environment = { ...parsed.data, name };
  const others = neighbours.filter((neighbour) => neighbour.name !== name);
  const problems = environmentProblems(environment, others);
  return problems.length > 0 ? { problems } : { environment };
}

/** What the other environments need to know of one. Whatever else is wrong with it is told when it is chosen. */
export function neighbourOf(file: EnvironmentFile): Neighbour {
  try {
    const read = readEnvironment(file);
    const network = NetworkSettings.safeParse(valueAt(read, ['network'])).data;
    const account = AccountSettings.safeParse(valueAt(read, ['account'])).data;
    const known = { name: file.name, file: file.shown, places: placesOf(account, network) };
    if (network?.kind !== 'managed') return known;
    return { ...known, cidr: network.cidr, account: account && networkAccount(account, network).id };
  } catch {
    return { name: file.name, file: file.shown };
  }
}

/** What is wrong with an environment's name. */
export function nameProblems(name: string): Problem[] {
  if (NAME.test(name)) return [];
  return [
    {
      says: say`the environment's name is ${JSON.stringify(name)}; it takes 2 to 24 lower case letters, digits and hyphens`,
      todo: say`a file's name is its environment's`,
    },
  ];
}
