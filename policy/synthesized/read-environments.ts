import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SynthesizedEnvironment } from './synthesized-environment';
import { environmentOfStack } from './synthesized-stack';
import type { StackJson } from './terraform-json';

/** What has to be known of an environment besides its stacks. */
export interface EnvironmentFacts {
  readonly name: string;
  readonly protection: boolean;
  /** Its cluster, with the Kubernetes version of one that it makes itself. */
  readonly cluster?: { readonly kind: string; readonly version?: string };
}

/**
 * Reads what cdktf wrote.
 * @param output cdktf's output folder
 * @throws Error for an environment of which there is no stack
 */
export function readEnvironments(output: string, environments: readonly EnvironmentFacts[]): SynthesizedEnvironment[] {
  const folder = join(output, 'stacks');
  const names = readdirSync(folder).sort();
  return environments.map(({ name, protection }) => {
    const stacks = names.filter((stack) => environmentOfStack(stack) === name);
    if (stacks.length === 0) throw new Error(`${output} has no stack of ${name}`);
    return new SynthesizedEnvironment(
      name,
      protection,
      Object.fromEntries(stacks.map((stack) => [stack, readStack(join(folder, stack))])),
    );
  });
}

function readStack(folder: string): StackJson {
  return JSON.parse(readFileSync(join(folder, 'cdk.tf.json'), 'utf8')) as StackJson;
}
