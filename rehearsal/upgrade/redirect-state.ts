import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readManifest } from '../cdktf/manifest';

type Json = Record<string, unknown>;

/** How cdktf names the state of another stack that it reads. */
const CROSS_STACK = 'cross-stack-reference-input-';

/**
 * Has synthesized stacks keep their states in a folder of the rehearsal's, wherever they would keep them, and lets
 * Terraform destroy all that they make.
 * @param output cdktf's output folder, which is written to
 * @param fileOf the state file of a stack
 */
export function redirectState(output: string, fileOf: (stack: string) => string): void {
  for (const { name, directory } of readManifest(output)) {
    const file = join(directory, 'cdk.tf.json');
    const json = JSON.parse(readFileSync(file, 'utf8')) as Json;
    const local = { path: fileOf(name) };
    json.terraform = { ...(json.terraform as Json), cloud: undefined, backend: { local } };
    const data = (json.data ?? {}) as Record<string, Json>;
    for (const [id, block] of Object.entries(data.terraform_remote_state ?? {})) {
      if (!id.startsWith(CROSS_STACK)) continue;
      const config = { path: fileOf(id.slice(CROSS_STACK.length)) };
      Object.assign(block as Json, { backend: 'local', config });
    }
    for (const resource of resourcesOf(json)) {
      if (resource.lifecycle) resource.lifecycle = { ...(resource.lifecycle as Json), prevent_destroy: false };
    }
    writeFileSync(file, JSON.stringify(json));
  }
}

function resourcesOf({ resource }: Json): Json[] {
  const types = Object.values((resource ?? {}) as Record<string, Record<string, Json>>);
  return types.flatMap((byId) => Object.values(byId));
}
