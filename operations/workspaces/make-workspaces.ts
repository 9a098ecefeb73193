import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { requiredVariables, runsRemotely, UserError } from '../../environments';
import { projectDirectory, requireVariables, runCdktf, type SelectedEnvironment } from '../../project';
import { helperCommand } from '../helpers/helper-command';

export interface MakeWorkspacesProps {
  /** Whether they are removed instead. */
  readonly destroy: boolean;
  /** Flags for cdktf: `--auto-approve`. */
  readonly flags: readonly string[];
}

/**
 * Makes an environment's workspaces on HCP Terraform, or removes them.
 * @returns cdktf's exit code
 * @throws UserError for variables that have no value here
 */
export function makeWorkspaces(selected: SelectedEnvironment, props: MakeWorkspacesProps): Promise<number> {
  const { name } = selected.environment;
  const output = resolve(projectDirectory(), '.state', 'workspaces', name);
  mkdirSync(output, { recursive: true });
  const where = ['--skip-provider-lock', '--app', helperCommand('workspaces'), '--output', output];
  return runCdktf([props.destroy ? 'destroy' : 'deploy', `${name}-workspaces`, ...props.flags, ...where], {
    ENVIRONMENT: selected.selection,
    ...valuesOf(selected),
    // They cannot be made by a run of a workspace: their own state is on HCP Terraform, and Terraform runs here.
    TF_FORCE_LOCAL_BACKEND: '1',
  });
}

/** Writes the stack that makes them into a folder, and makes nothing. @returns cdktf's exit code */
export function writeWorkspaces({ selection }: SelectedEnvironment, folder: string): Promise<number> {
  mkdirSync(folder, { recursive: true });
  return runCdktf(['synth', '--app', helperCommand('workspaces'), '--output', folder], { ENVIRONMENT: selection });
}

/**
 * Refuses an environment without workspaces.
 * @throws UserError that says where its state is
 */
export function requireWorkspaces({ environment: { name, state } }: SelectedEnvironment): void {
  if (state.kind === 'hcp') return;
  throw new UserError(
    `${name} keeps its state elsewhere (state.kind is ${state.kind}), and has no workspaces\n` +
      "  write state: { kind: 'hcp', organization: '…' } to keep it on HCP Terraform",
  );
}

/** Values go to the workspaces only where these run something. */
function valuesOf({ environment }: SelectedEnvironment): Record<string, string> {
  if (!runsRemotely(environment)) return {};
  requireVariables([environment]);
  return Object.fromEntries(requiredVariables(environment).map((name) => [`TF_VAR_${name}`, process.env[name] ?? '']));
}
