import { existsSync, readFileSync } from 'node:fs';

/** A resource or data source as state keeps it. */
export interface StateResource {
  readonly mode: 'managed' | 'data';
  readonly type: string;
  readonly name: string;
  readonly instances: readonly { readonly attributes: Readonly<Record<string, unknown>> }[];
}

/** An output as state keeps it. */
export interface StateOutput {
  readonly value: unknown;
  readonly sensitive?: boolean;
}

/** Terraform's state of one stack. */
export interface State {
  readonly resources: readonly StateResource[];
  readonly outputs: Readonly<Record<string, StateOutput>>;
}

/** Reads a state file (format 4); a stack that was never deployed has none, and nothing in it. */
export function readState(file: string): State {
  if (!existsSync(file)) return { resources: [], outputs: {} };
  return JSON.parse(readFileSync(file, 'utf8')) as State;
}

/** How many resources there are: instances that Terraform manages, not what it only reads. */
export function countResources(state: State): number {
  return state.resources
    .filter(({ mode }) => mode === 'managed')
    .reduce((count, { instances }) => count + instances.length, 0);
}
