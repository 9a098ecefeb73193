import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../../environments';
import { readManifest } from '../../rehearsal/cdktf/manifest';
import { runCdktf, type SelectedEnvironment } from '../../project';

/** A Helm release that an environment makes. */
export interface EnvironmentRelease {
  readonly name: string;
  readonly namespace: string;
  /** Whether the next deployment goes on with one that failed at its first install. */
  readonly goesOn: boolean;
}

interface StackJson {
  readonly resource?: { readonly helm_release?: Readonly<Record<string, ReleaseBlock>> };
}

interface ReleaseBlock {
  readonly name: string;
  readonly namespace?: string;
  readonly upgrade_install?: boolean;
}

/**
 * The Helm releases that an environment's stacks make: those, and no others, are its to repair.
 * @throws UserError where the environment cannot be synthesized
 */
export async function environmentReleases({
  environment,
  selection,
}: SelectedEnvironment): Promise<EnvironmentRelease[]> {
  const output = mkdtempSync(join(tmpdir(), 'inferencehub-releases-'));
  try {
    const code = await runCdktf(['synth', '--output', output], { ENVIRONMENT: selection }, 'quiet');
    if (code !== 0) throw new UserError(`cdktf synth fails for ${environment.name}, for the reason above`);
    return readManifest(output)
      .filter(({ name }) => name.startsWith(`${environment.name}-`))
      .flatMap(({ directory }) => {
        const { resource } = JSON.parse(readFileSync(join(directory, 'cdk.tf.json'), 'utf8')) as StackJson;
        return Object.values(resource?.helm_release ?? {});
      })
      .map(({ name, namespace = 'default', upgrade_install = false }) => ({
        name,
        namespace,
        goesOn: upgrade_install,
      }));
  } finally {
    rmSync(output, { recursive: true, force: true });
  }
}
