import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { Command } from 'commander';
import { runsRemotely, UserError } from '../../environments';
import { readManifest } from '../../rehearsal/cdktf/manifest';
import { runCdktf } from '../cdktf';
import { ExitCode } from '../exit-code';
import { projectDirectory, selectEnvironments } from '../project';
import { HcpApi } from '../upload/hcp-api';
import { hcpHost, hcpToken } from '../upload/hcp-token';
import { uploadStacks } from '../upload/upload-stacks';

interface UploadFlags {
  readonly planOnly?: boolean;
  readonly autoApprove?: boolean;
  readonly message: string;
  readonly output: string;
}

/** `inferencehub upload <environment>` */
export function uploadVerb(): Command {
  return new Command('upload')
    .description('uploads the stacks of an environment to HCP Terraform, and runs each there after those that it needs')
    .argument('<environment>', 'its name, or the path of a file')
    .option('--plan-only', 'only plan, with runs that cannot be applied')
    .option('--auto-approve', 'apply the plans without asking (default: somebody approves each on HCP Terraform)')
    .option('--message <text>', 'what the runs are called', 'inferencehub upload')
    .option('--output <folder>', 'where the stacks are synthesized', 'cdktf.out')
    .action(async (name: string, flags: UploadFlags) => {
      process.exitCode = await upload(name, flags);
    });
}

async function upload(name: string, flags: UploadFlags): Promise<number> {
  const [selected] = selectEnvironments([name]);
  if (!selected) throw new UserError('name one environment');
  const { environment, selection } = selected;
  const { state } = environment;
  if (state.kind !== 'hcp' || !runsRemotely(environment)) {
    throw new UserError(
      `${environment.name} does not run on HCP Terraform; nothing was uploaded\n` +
        "  write state: { kind: 'hcp', organization: '…' }, with execution remote or agent, or use: inferencehub deploy",
    );
  }
  const host = hcpHost(state);
  const token = hcpToken(host, process.env);
  const output = resolve(projectDirectory(), flags.output);
  mkdirSync(output, { recursive: true });
  const code = await runCdktf(['synth', '--output', output], { ENVIRONMENT: selection }, 'quiet');
  if (code !== 0) return code;
  const wentWell = await uploadStacks({
    api: await HcpApi.of(host, token),
    organization: state.organization,
    host,
    stacks: readManifest(output).filter((stack) => stack.name.startsWith(`${environment.name}-`)),
    message: flags.message,
    planOnly: flags.planOnly ?? false,
    autoApprove: flags.autoApprove ?? false,
    tell: (line) => process.stdout.write(`${line}\n`),
  });
  return wentWell ? ExitCode.success : ExitCode.failure;
}
