import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../constructs/telling/problems';
import type { SynthesizedStack } from './manifest';

/** The parts of a stack's `cdk.tf.json` that a rehearsal may change. */
interface StackJson {
  readonly terraform?: { backend?: object; cloud?: object };
  readonly resource?: Readonly<Record<string, Readonly<Record<string, { lifecycle?: { prevent_destroy?: boolean } }>>>>;
  readonly data?: { readonly terraform_remote_state?: Record<string, object> };
}

/** How cdktf calls what reads another stack's outputs; the stack's name follows. */
const READS_STACK = 'cross-stack-reference-input-';

/**
 * Makes stacks safe to rehearse, whatever their app wrote: their states are in a folder of the rehearsal's own instead
 * of where the real ones are, and what must not be destroyed for real may be destroyed there.
 * @throws UserError for a state that is read and is not one of these stacks'
 */
export function makeRehearsable(stacks: readonly SynthesizedStack[], states: string): SynthesizedStack[] {
  const files = new Map(stacks.map(({ name }) => [name, join(states, `${name}.tfstate`)]));
  return stacks.map((stack) => {
    const file = join(stack.directory, 'cdk.tf.json');
    const json = JSON.parse(readFileSync(file, 'utf8')) as StackJson;
    const stateFile = join(states, `${stack.name}.tfstate`);
    const rehearsable = { ...json, terraform: { ...json.terraform, backend: local(stateFile) } };
    delete rehearsable.terraform.cloud;
    const read = json.data?.terraform_remote_state ?? {};
    for (const name of Object.keys(read)) {
      const producer = files.get(name.slice(READS_STACK.length));
      if (!name.startsWith(READS_STACK) || producer === undefined) {
        throw new UserError(
          `${stack.name} reads a state that is not made by this app (data.terraform_remote_state.${name}); ` +
            'only what the app makes can be rehearsed',
        );
      }
      read[name] = { backend: 'local', config: { path: producer } };
    }
    for (const { lifecycle } of Object.values(json.resource ?? {}).flatMap((type) => Object.values(type))) {
      delete lifecycle?.prevent_destroy;
    }
    writeFileSync(file, JSON.stringify(rehearsable, undefined, 2));
    return { ...stack, stateFile };
  });
}

function local(path: string): object {
  return { local: { path } };
}
