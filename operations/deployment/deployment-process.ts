import { constants } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import { type CdktfOutput, startCdktf } from '../../project';
import { endProcessTree } from '../../rehearsal/processes/process-tree';
import { findTerraform } from '../../rehearsal/terraform/terraform-binary';
import { ShieldedTerraform } from './shielded-terraform';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** How often, in milliseconds, it is looked whether Terraform has ended. */
const LOOK_INTERVAL = 200;

/** How a deployment or a destruction ended. */
export interface DeploymentEnd {
  /** cdktf's exit code, or the one by which a shell knows the signal that ended it. */
  readonly code: number;
  /** Whether the user has stopped it, and let it finish or not. */
  readonly interrupted: 'no' | 'in order' | 'at once';
}

/**
 * Runs `cdktf deploy` or `cdktf destroy` in the user's terminal. A signal lets Terraform finish what it has begun; a
 * second one ends everything at once. cdktf itself hears of none: it would end within a second, and drop Terraform.
 * @param more environment variables besides the process's own
 * @param output whether the user sees what it prints; where it fails, always its last lines
 */
export async function runDeployment(
  args: readonly string[],
  more: Readonly<Record<string, string>>,
  output: CdktfOutput = 'shown',
): Promise<DeploymentEnd> {
  const terraform = new ShieldedTerraform(findTerraform(process.env).path);
  // In a session of its own the terminal stays its to write and read.
  const { child, ended } = startCdktf(args, { ...more, TERRAFORM_BINARY_NAME: terraform.path }, output, true);
  let interrupted: DeploymentEnd['interrupted'] = 'no';
  let signalled = 0;
  const take = (name: (typeof SIGNALS)[number]): void => {
    signalled ||= 128 + constants.signals[name];
    if (interrupted !== 'no') {
      interrupted = 'at once';
      tell('ending at once');
      if (child.pid !== undefined) endProcessTree(child.pid);
      terraform.end();
      return;
    }
    interrupted = 'in order';
    if (terraform.running.length === 0) {
      child.kill('SIGINT');
      return;
    }
    tell('stopping: Terraform finishes what it has begun, which may take minutes; once more ends it at once');
    terraform.stop();
  };
  SIGNALS.forEach((name) => process.on(name, take));
  // A terminal that was closed takes no more words, which is no reason to drop Terraform.
  process.stderr.on('error', ignore);
  try {
    const { code } = await ended;
    if (terraform.running.length > 0) tell('cdktf has ended before Terraform; waiting for Terraform to finish');
    while (terraform.running.length > 0) await setTimeout(LOOK_INTERVAL);
    return { code: signalled || (code ?? 1), interrupted };
  } finally {
    SIGNALS.forEach((name) => process.off(name, take));
    process.stderr.off('error', ignore);
    terraform.remove();
  }
}

function ignore(): void {
  // Nobody reads any more.
}

function tell(text: string): void {
  process.stderr.write(`\n${text}\n`);
}
