import { join, resolve } from 'node:path';
import { ROLE_ARN } from '../../constructs/account/role';
import { UserError } from '../../environments';
import { helperCommand } from '../../operations/helpers/helper-command';
import { makeStateBucket, stateBuckets, writeStateBucket } from '../../operations/state-bucket';
import { ExitCode, projectDirectory, selectEnvironments } from '../../project';
import { AWS_LIMITS } from '../../rehearsal/report/limits';
import { findTerraform } from '../../rehearsal/terraform/terraform-binary';
import { rehearseInTerminal } from '../rehearse-in-terminal';

export interface BootstrapStateFlags {
  readonly role?: string;
  readonly autoApprove?: boolean;
  readonly dryRun?: string;
  readonly rehearse?: boolean;
}

/** What the name of the stack begins with, as those of an environment's stacks do. */
const REHEARSED = 'state';

/** Makes, writes or rehearses the buckets of environments' states. @returns the command's exit code */
export async function bootstrapState(names: readonly string[], flags: BootstrapStateFlags): Promise<number> {
  const { role, dryRun } = flags;
  if (role !== undefined && !ROLE_ARN.test(role))
    throw new UserError(`--role is ${role}; it takes the ARN of an IAM role`);
  const buckets = stateBuckets(selectEnvironments(names));
  const terraform = findTerraform(process.env);
  if (flags.rehearse) {
    return rehearseInTerminal(
      buckets.map(({ selection }) => ({
        environment: REHEARSED,
        selection,
        stacks: [],
        project: projectDirectory(),
        app: helperCommand('state-bucket', { role }),
        terraform,
        machine: process.env,
        keep: false,
        doesNotProve: AWS_LIMITS,
      })),
      {},
    );
  }
  for (const { settings, selection } of buckets) {
    const code =
      dryRun === undefined
        ? await makeStateBucket({
            settings,
            selection,
            role,
            terraform: terraform.path,
            flags: flags.autoApprove ? ['--auto-approve'] : [],
          })
        : await writeStateBucket({ selection, role }, join(resolve(dryRun), settings.bucket));
    if (code !== 0) return code;
  }
  return ExitCode.success;
}
