import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Command } from 'commander';
import { ROLE_ARN } from '../../constructs/account/role';
import { UserError } from '../../environments';
import { findTerraform } from '../../rehearsal';
import { AWS_LIMITS } from '../../rehearsal/report/limits';
import { runCdktf } from '../cdktf';
import { ExitCode } from '../exit-code';
import { helperCommand } from '../helpers/helper-command';
import { projectDirectory, selectEnvironments } from '../project';
import { rehearseInTerminal } from '../rehearse-in-terminal';
import { makeStateBucket } from '../state-bucket/make-state-bucket';
import { stateBuckets } from '../state-bucket/state-buckets';

interface BootstrapStateFlags {
  readonly role?: string;
  readonly autoApprove?: boolean;
  readonly dryRun?: string;
  readonly rehearse?: boolean;
}

/** What the name of the stack begins with, as those of an environment's stacks do. */
const REHEARSED = 'state';

/** `inferencehub bootstrap-state <environment…>` */
export function bootstrapStateVerb(): Command {
  return new Command('bootstrap-state')
    .description('makes the S3 bucket that environments keep their state in, once for all that share it')
    .argument('<environments...>', 'names, or paths of files')
    .option('--role <arn>', 'the IAM role to make it as (default: your own identity)')
    .option('--auto-approve', 'make it without asking')
    .option('--dry-run <folder>', 'write the Terraform JSON into a folder, and make nothing')
    .option('--rehearse', 'make and destroy it with the real cdktf and Terraform, against stand-ins')
    .action(async (names: string[], flags: BootstrapStateFlags) => {
      process.exitCode = await bootstrapState(names, flags);
    });
}

async function bootstrapState(names: readonly string[], flags: BootstrapStateFlags): Promise<number> {
  const { role } = flags;
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
      flags.dryRun === undefined
        ? await makeStateBucket({
            settings,
            selection,
            role,
            terraform: terraform.path,
            flags: flags.autoApprove ? ['--auto-approve'] : [],
          })
        : await writeStateBucket(selection, role, join(resolve(flags.dryRun), settings.bucket));
    if (code !== 0) return code;
  }
  return ExitCode.success;
}

/** Writes the stack, and does nothing with it. */
function writeStateBucket(selection: string, role: string | undefined, folder: string): Promise<number> {
  mkdirSync(folder, { recursive: true });
  return runCdktf(['synth', '--app', helperCommand('state-bucket', { role }), '--output', folder], {
    ENVIRONMENT: selection,
  });
}
