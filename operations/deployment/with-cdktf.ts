import { requiredVariables, runsRemotely, UserError } from '../../environments';
import { requireVariables, runCdktf, type SelectedEnvironment, selectEnvironments } from '../../project';
import { findTerraform } from '../../rehearsal/terraform/terraform-binary';

/** Ours; every other flag is cdktf's. */
const QUIET = '--quiet';
/** How cdktf is told to ask nothing. */
const APPROVED = '--auto-approve';
const DONE = { deploy: 'deployed', destroy: 'destroyed' } as const;

/**
 * Deploys or destroys environments for real, once everything that can be checked beforehand is right: Terraform, the
 * environments, that every `${NAME}` in them has a value here, and that nothing is destroyed that is protected.
 * @param args environments, then flags for cdktf; `--quiet` among them leaves out what cdktf prints, unless it fails
 * @returns cdktf's exit code
 */
export async function withCdktf(verb: 'deploy' | 'destroy', args: readonly string[]): Promise<number> {
  findTerraform(process.env);
  const firstFlag = args.findIndex((argument) => argument.startsWith('-'));
  const names = firstFlag < 0 ? args : args.slice(0, firstFlag);
  const given = firstFlag < 0 ? [] : args.slice(firstFlag);
  const isQuiet = given.includes(QUIET);
  const flags = given.filter((flag) => flag !== QUIET);
  if (names.length === 0) {
    throw new UserError(`name the environment first: inferencehub ${verb} dev ${flags.join(' ')}`);
  }
  if (isQuiet && !flags.includes(APPROVED)) {
    throw new UserError(`${QUIET} shows no plan that you could approve; add ${APPROVED}, or leave ${QUIET} out`);
  }
  const selected = selectEnvironments(names);
  if (verb === 'destroy') refuseProtected(selected);
  const here = selected.filter(({ environment }) => !runsRemotely(environment));
  requireVariables(here.map(({ environment }) => environment));
  const stacks = selected.map(({ environment }) => `${environment.name}-*`);
  const variables = {
    ENVIRONMENT: selected.map(({ selection }) => selection).join(','),
    ...terraformVariables(here),
  };
  const code = await runCdktf([verb, ...stacks, ...flags], variables, isQuiet ? 'shown on failure' : 'shown');
  if (isQuiet && code === 0) {
    const done = selected.map(({ environment }) => `${environment.name}: ${DONE[verb]}\n`);
    process.stdout.write(done.join(''));
  }
  return code;
}

/** Terraform would refuse too, but only at the first stack that holds data: those before it would be gone by then. */
function refuseProtected(selected: readonly SelectedEnvironment[]): void {
  const names = selected.filter(({ environment }) => environment.protection).map(({ environment }) => environment.name);
  if (names.length === 0) return;
  throw new UserError(
    `nothing was destroyed: \`protection\` is on in ${names.join(', ')}\n` +
      '  save what you need, write protection: false, deploy that, and destroy then',
  );
}

/**
 * The values of every `${NAME}`, as Terraform takes them from the environment: never as arguments, which others see. None
 * for a remote run: Terraform would send them along with the run, where all who may read it see them in plain, so there
 * they are sensitive variables of the workspaces.
 */
function terraformVariables(selected: readonly SelectedEnvironment[]): Record<string, string> {
  const names = selected.flatMap(({ environment }) => requiredVariables(environment));
  return Object.fromEntries(names.map((name) => [`TF_VAR_${name}`, process.env[name] ?? '']));
}
