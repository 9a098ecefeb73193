import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** A synthesized stack. */
export interface SynthesizedStack {
  readonly name: string;
  /** Where Terraform runs. */
  readonly directory: string;
  /** Names of the stacks whose outputs it reads, or that have to be there first. */
  readonly dependencies: readonly string[];
  /** Terraform's state file. */
  readonly stateFile: string;
  /** The Terraform variables that have to be given a value. */
  readonly variables: readonly string[];
}

/** The parts of a stack's `cdk.tf.json` that are read here. */
interface StackJson {
  readonly terraform?: { readonly backend?: { readonly local?: { readonly path?: string } } };
  readonly variable?: Readonly<Record<string, { readonly default?: unknown }>>;
}

/** The stacks that cdktf wrote into a folder, producers first. */
export function readManifest(output: string): SynthesizedStack[] {
  const manifest = JSON.parse(readFileSync(join(output, 'manifest.json'), 'utf8')) as {
    stacks: Record<string, { workingDirectory: string; synthesizedStackPath: string; dependencies: string[] }>;
  };
  const stacks = Object.entries(manifest.stacks).map(([name, entry]) => {
    const directory = join(output, entry.workingDirectory);
    const json = JSON.parse(readFileSync(join(output, entry.synthesizedStackPath), 'utf8')) as StackJson;
    const variables = Object.entries(json.variable ?? {}).filter(([, variable]) => variable.default === undefined);
    return {
      name,
      directory,
      dependencies: entry.dependencies,
      stateFile: resolve(directory, json.terraform?.backend?.local?.path ?? 'terraform.tfstate'),
      variables: variables.map(([variable]) => variable),
    };
  });
  return inOrder(stacks);
}

/** Those of the stacks that are named, and all that they depend on. */
export function withProducers(stacks: readonly SynthesizedStack[], names: readonly string[]): SynthesizedStack[] {
  const wanted = new Set(names);
  // Producers come first in the list, so one walk from its end meets each consumer before what it needs.
  for (const stack of [...stacks].reverse()) {
    if (wanted.has(stack.name)) stack.dependencies.forEach((name) => wanted.add(name));
  }
  return stacks.filter(({ name }) => wanted.has(name));
}

function inOrder(stacks: readonly SynthesizedStack[]): SynthesizedStack[] {
  const ordered: SynthesizedStack[] = [];
  const add = (stack: SynthesizedStack): void => {
    if (ordered.includes(stack)) return;
    stacks.filter(({ name }) => stack.dependencies.includes(name)).forEach(add);
    ordered.push(stack);
  };
  stacks.forEach(add);
  return ordered;
}
