import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadEnvironments, UserError } from '../../../environments';
import dev from '../../../environments/dev';
import external from '../../../environments/external';
import local from '../../../environments/local';
import { problemsText } from '../../../constructs/telling/problems';
import prod from '../../../environments/prod';
import { environmentProblems } from '../../../environments/rules';
import type { Neighbour } from '../../../environments/rules/network';
import { type Environment, EnvironmentSettings } from '../../../environments/schema';
import staging from '../../../environments/staging';
import { shapeProblems } from '../../../constructs/telling/shape-problems';
import { ENVIRONMENT } from '../../../environments/loading/told-as';

/** The shipped environments as their files have them. */
export const SHIPPED = { dev, external, local, prod, staging };
export type ShippedName = keyof typeof SHIPPED;

/** What is written in place of a shipped setting, by path (`litellm.models[0].name`); `undefined` takes it out. */
export type Changes = Readonly<Record<string, unknown>>;

/** A shipped environment's settings with something changed, right or wrong. */
export function written(name: ShippedName, changes: Changes = {}): unknown {
  const settings: unknown = structuredClone(SHIPPED[name]);
  for (const [path, value] of Object.entries(changes)) {
    const keys = path.split(/[.[\]]+/).filter((key) => key !== '');
    const last = keys.pop() ?? '';
    const block = keys.reduce((parent, key) => (parent[key] ??= {}) as Block, settings as Block);
    if (value === undefined) Reflect.deleteProperty(block, last);
    else block[last] = structuredClone(value);
  }
  return settings;
}

type Block = Record<string, unknown>;

/** A shipped environment, changed and filled in. */
export function environment(name: ShippedName, changes?: Changes): Environment {
  return { ...EnvironmentSettings.parse(written(name, changes)), name };
}

/** What is told of a shipped environment that was changed: a line for each problem and each way out. */
export function told(name: ShippedName, changes?: Changes, neighbours: readonly Neighbour[] = []): string[] {
  const settings = written(name, changes);
  const parsed = EnvironmentSettings.safeParse(settings);
  const problems = parsed.success
    ? environmentProblems({ ...parsed.data, name }, neighbours)
    : shapeProblems(EnvironmentSettings, settings, parsed.error.issues, ENVIRONMENT);
  return problemsText(`environments/${name}.ts`, problems).split('\n').slice(1);
}

/** A folder with the given files, for as long as `use` runs. */
export function withFiles<T>(files: Readonly<Record<string, string>>, use: (directory: string) => T): T {
  const directory = mkdtempSync(join(tmpdir(), 'environments-'));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text);
    return use(directory);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** The environment that a YAML file describes, given by its path. */
export function fromYaml(text: string, file = 'inferencehub.yaml'): Environment {
  return withFiles({ [file]: text }, (directory) => {
    const [loaded] = loadEnvironments(join(directory, file), { directory });
    if (!loaded) throw new Error('nothing was loaded');
    return loaded;
  });
}

/** What is told of a YAML file: a line for each problem and each way out, without the file's own. */
export function toldOfYaml(text: string, file = 'inferencehub.yaml'): string[] {
  return userError(() => fromYaml(text, file))
    .split('\n')
    .slice(1);
}

/** The message of the user's mistake that an action ends with. */
export function userError(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
  throw new Error('no mistake was found');
}
