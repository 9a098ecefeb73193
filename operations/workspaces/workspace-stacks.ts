import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'cdktf';
import type { WorkspaceStack } from '../../constructs/workspaces/stack-workspace';
import type { Environment } from '../../environments';
import { readManifest } from '../../rehearsal/cdktf/manifest';
import { environmentStacks } from '../../stacks';

/** How cdktf calls the state of another stack. */
const STATE_OF = 'cross-stack-reference-input-';

/** What workspaces have to know of an environment's stacks, from the stacks themselves. */
export function workspaceStacks(environment: Environment): WorkspaceStack[] {
  const outdir = mkdtempSync(join(tmpdir(), 'workspaces-of-inferencehub-'));
  try {
    const app = new App({ outdir });
    environmentStacks(app, environment);
    app.synth();
    return readManifest(outdir).map(({ name, directory, variables }) => {
      const { data } = JSON.parse(readFileSync(join(directory, 'cdk.tf.json'), 'utf8')) as {
        data?: { terraform_remote_state?: Record<string, unknown> };
      };
      const states = Object.keys(data?.terraform_remote_state ?? {});
      return { name, variables, reads: states.map((state) => state.slice(STATE_OF.length)) };
    });
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
