import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../environments';
import { readManifest } from '../../rehearsal/cdktf/manifest';
import { CdktfFailed, inScratchFolder, type SelectedEnvironment, synthesize } from '../../project';

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
export function environmentReleases(selected: SelectedEnvironment): Promise<EnvironmentRelease[]> {
  const { environment } = selected;
  return inScratchFolder(async (output) => {
    await synthesize([selected], output).catch((error: unknown) => {
      if (!(error instanceof CdktfFailed)) throw error;
      throw new UserError(`cdktf synth fails for ${environment.name}, for the reason above`);
    });
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
  });
}
