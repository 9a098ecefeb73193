import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { Command } from 'commander';
import { requiredVariables, runsRemotely, UserError } from '../../environments';
import { findTerraform } from '../../rehearsal';
import { runCdktf } from '../cdktf';
import { helperCommand } from '../helpers/helper-command';
import { projectDirectory, type SelectedEnvironment, selectEnvironments } from '../project';
import { requireVariables } from '../require-variables';
import { rehearseInTerminal } from '../rehearse-in-terminal';

interface WorkspacesFlags {
  readonly autoApprove?: boolean;
  readonly dryRun?: string;
  readonly rehearse?: boolean;
  readonly destroy?: boolean;
}

/** What a rehearsal of it cannot show. */
const LIMITS = ['that HCP Terraform agrees: names that are taken, rights of the token, features of the plan'];

/** `inferencehub workspaces <environment>` */
export function workspacesVerb(): Command {
  return new Command('workspaces')
    .description("makes an environment's workspaces on HCP Terraform: settings, variables, who reads whose state")
    .argument('<environment>', 'its name, or the path of a file')
    .option('--auto-approve', 'make them without asking')
    .option('--destroy', 'remove them; one that still has resources in its state is refused by HCP Terraform')
    .option('--dry-run <folder>', 'write the Terraform JSON into a folder, and make nothing')
    .option('--rehearse', 'make and destroy them with the real cdktf and Terraform, against stand-ins')
    .action(async (name: string, flags: WorkspacesFlags) => {
      process.exitCode = await workspaces(name, flags);
    });
}

async function workspaces(name: string, flags: WorkspacesFlags): Promise<number> {
  const terraform = findTerraform(process.env);
  const [selected] = selectEnvironments([name]);
  if (!selected) throw new UserError('name one environment');
  const { environment, selection } = selected;
  if (environment.state.kind !== 'hcp') {
    throw new UserError(
      `${environment.name} keeps its state elsewhere (state.kind is ${environment.state.kind}), and has no workspaces\n` +
        "  write state: { kind: 'hcp', organization: '…' } to keep it on HCP Terraform",
    );
  }
  if (flags.rehearse) {
    const rehearsal = {
      environment: environment.name,
      selection,
      stacks: [],
      project: projectDirectory(),
      app: helperCommand('workspaces'),
      terraform,
      machine: process.env,
      keep: false,
      doesNotProve: LIMITS,
    };
    return rehearseInTerminal([rehearsal], {});
  }
  const app = ['--app', helperCommand('workspaces')];
  const where = { ENVIRONMENT: selection };
  if (flags.dryRun !== undefined) {
    const folder = resolve(flags.dryRun);
    mkdirSync(folder, { recursive: true });
    return runCdktf(['synth', ...app, '--output', folder], where);
  }
  const output = resolve(projectDirectory(), '.state', 'workspaces', environment.name);
  mkdirSync(output, { recursive: true });
  const unasked = flags.autoApprove ? ['--auto-approve'] : [];
  const verb = flags.destroy ? 'destroy' : 'deploy';
  return runCdktf(
    [verb, `${environment.name}-workspaces`, ...unasked, '--skip-provider-lock', ...app, '--output', output],
    {
      ...where,
      ...valuesOf(selected),
      // They cannot be made by a run of a workspace: their own state is on HCP Terraform, and Terraform runs here.
      TF_FORCE_LOCAL_BACKEND: '1',
    },
  );
}

/**
 * Values go to the workspaces only where these run something.
 * @throws UserError for variables that have no value here
 */
function valuesOf({ environment }: SelectedEnvironment): Record<string, string> {
  if (!runsRemotely(environment)) return {};
  requireVariables([environment]);
  return Object.fromEntries(requiredVariables(environment).map((name) => [`TF_VAR_${name}`, process.env[name] ?? '']));
}
