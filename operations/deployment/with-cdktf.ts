import { requiredVariables, runsRemotely, UserError } from '../../environments';
import { requireVariables, type SelectedEnvironment, selectEnvironments } from '../../project';
import { findTerraform } from '../../rehearsal/terraform/terraform-binary';
import { type Consent, recoverAfterFailure } from '../recovery/recovery';
import { refuseVolumesThatCannotGrow } from '../recovery/volume-growth';
import { type DeploymentEnd, runDeployment } from './deployment-process';

/** Ours; every other flag is cdktf's. */
const QUIET = '--quiet';
/** How cdktf is told to ask nothing. */
const APPROVED = '--auto-approve';
const DONE = { deploy: 'deployed', destroy: 'destroyed' } as const;

/** The flag of a deployment that agrees beforehand to putting right what is stuck. */
const RECOVER = '--recover';

/**
 * Deploys or destroys environments for real, once everything that can be checked beforehand is right: Terraform, the
 * environments, that every `${NAME}` in them has a value here, and that nothing is destroyed that is protected. A
 * deployment that fails tells what the cluster says, and goes on once what is stuck there is put right.
 * @param args environments, then flags for cdktf; among them are ours: `--quiet` leaves out what cdktf prints, unless it
 * fails, and `--recover` agrees to putting right what is stuck without being asked
 * @returns cdktf's exit code
 */
export async function withCdktf(verb: 'deploy' | 'destroy', args: readonly string[]): Promise<number> {
  findTerraform(process.env);
  const firstFlag = args.findIndex((argument) => argument.startsWith('-'));
  const names = firstFlag < 0 ? args : args.slice(0, firstFlag);
  const given = firstFlag < 0 ? [] : args.slice(firstFlag);
  const isQuiet = given.includes(QUIET);
  const flags = given.filter((flag) => flag !== QUIET && (verb === 'destroy' || flag !== RECOVER));
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
  if (verb === 'deploy') for (const { environment } of here) await refuseVolumesThatCannotGrow(environment);
  const stacks = selected.map(({ environment }) => `${environment.name}-*`);
  const run = (): Promise<DeploymentEnd> =>
    runDeployment(
      [verb, ...stacks, ...flags],
      { ENVIRONMENT: selected.map(({ selection }) => selection).join(','), ...terraformVariables(here) },
      isQuiet ? 'shown on failure' : 'shown',
    );
  const code = await goingOn(verb, run, selected, given.includes(RECOVER));
  if (isQuiet && code === 0) {
    const done = selected.map(({ environment }) => `${environment.name}: ${DONE[verb]}\n`);
    process.stdout.write(done.join(''));
  }
  return code;
}

/** Runs it, and a deployment once more where that failed and what was stuck has been put right. */
async function goingOn(
  verb: 'deploy' | 'destroy',
  run: () => Promise<DeploymentEnd>,
  selected: readonly SelectedEnvironment[],
  agreed: boolean,
): Promise<number> {
  const end = await run();
  if (verb === 'destroy' || end.code === 0 || end.interrupted === 'in order') return end.code;
  const consent: Consent = agreed ? 'given' : process.stdin.isTTY ? 'ask' : 'none';
  const recovered = await recoverEach(selected, end.interrupted === 'no' ? consent : 'none');
  return recovered ? (await run()).code : end.code;
}

/** Whether something was put right, so that a second deployment goes on. */
async function recoverEach(selected: readonly SelectedEnvironment[], consent: Consent): Promise<boolean> {
  let recovered = false;
  for (const one of selected) {
    if (runsRemotely(one.environment)) continue;
    recovered = (await recoverAfterFailure(one, consent)) || recovered;
  }
  return recovered;
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
