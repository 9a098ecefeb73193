import { confirm } from '@inquirer/prompts';
import { UserError } from '../../environments';
import { inScratchFolder, type SelectedEnvironment } from '../../project';
import { environmentReleases } from './environment-releases';
import { failedJobs } from './failed-jobs';
import { Kubectl } from './kubectl';
import { type ReleaseRevision, StuckReleases } from './stuck-releases';

/** Whether what is stuck is let go of: after a question on the terminal, without one, or not at all. */
export type Consent = 'ask' | 'given' | 'none';

/** What became of the releases of an environment that were stuck. */
export type Recovered = 'nothing is stuck' | 'let go' | 'still stuck';

/**
 * Says what in an environment's cluster keeps a deployment from going on, and puts it right where the user agrees.
 * @throws UserError where the cluster cannot be asked
 */
export function recover(selected: SelectedEnvironment, consent: Consent): Promise<Recovered> {
  const { environment } = selected;
  return inScratchFolder(async (scratch) => {
    const kubectl = await Kubectl.to(environment, scratch);
    for (const { name, lastLines } of await failedJobs(kubectl, environment.namespace)) {
      tell(`the Job ${name} in ${environment.namespace} has not ended well; the last that it says:`, lastLines);
    }
    const stuck = new StuckReleases(kubectl, await environmentReleases(selected));
    const found = await stuck.find();
    if (found.length === 0) return 'nothing is stuck';
    tell(
      `${environment.name}: Helm refuses to go on with what was interrupted, and its names are in use:`,
      found.map(asLine),
    );
    if (!(await agreed(consent))) return 'still stuck';
    for (const revision of found) await stuck.letGo(revision);
    tell("Helm's records of these revisions are deleted; what they made stays, and the next deployment takes it over");
    return 'let go';
  });
}

/**
 * As {@link recover} does, after a deployment that failed: a cluster that cannot be asked is no second failure.
 * @returns whether something was put right, so that the same deployment goes on
 */
export async function recoverAfterFailure(selected: SelectedEnvironment, consent: Consent): Promise<boolean> {
  const { name } = selected.environment;
  try {
    const recovered = await recover(selected, consent);
    if (recovered === 'still stuck') tell(`to put it right: inferencehub recover ${selected.selection}`);
    return recovered === 'let go';
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    tell(`what the cluster of ${name} says could not be read (${error.message})`);
    return false;
  }
}

function asLine({ name, namespace, revision, status, since }: ReleaseRevision): string {
  return `${name} in ${namespace}: revision ${revision} is ${status} since ${since} UTC`;
}

async function agreed(consent: Consent): Promise<boolean> {
  if (consent !== 'ask') return consent === 'given';
  const message = "Delete Helm's records of these revisions? Only when no other deployment is running";
  try {
    return await confirm({ message, default: false });
  } catch (error) {
    // Ctrl-C is a no.
    if (error instanceof Error && error.name === 'ExitPromptError') return false;
    throw error;
  }
}

function tell(text: string, lines: readonly string[] = []): void {
  process.stderr.write(`\n${text}\n${lines.map((line) => `  ${line}\n`).join('')}`);
}
