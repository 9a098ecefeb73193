import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { UserError } from '../../environments/problems';
import { runCdktf } from '../cdktf';
import { ExitCode } from '../exit-code';
import {
  boundaryPolicies,
  type BoundaryPolicy,
  type DeploymentPolicy,
  deploymentPolicies,
  POLICY_LIMIT,
} from '../iam-policy/deployment-policies';
import { readEnvironments } from '../policy/synthesized';
import { selectEnvironments } from '../project';

interface IamPolicyFlags {
  readonly json?: boolean;
  readonly plan?: boolean;
}

/** `inferencehub iam-policy <environment>` */
export function iamPolicyVerb(): Command {
  return new Command('iam-policy')
    .description('prints the least IAM policies that deploy and destroy an environment')
    .argument('<environment>', 'its name, or the path of a file')
    .option('--plan', 'for a role that plans and changes nothing')
    .option('--json', 'print them as JSON, and nothing else on standard output')
    .action(async (name: string, flags: IamPolicyFlags) => {
      process.exitCode = await printPolicies(name, flags);
    });
}

async function printPolicies(name: string, { json, plan }: IamPolicyFlags): Promise<number> {
  const selected = selectEnvironments([name]);
  const [one] = selected;
  const account = one?.environment.account;
  if (!one || !account) throw new UserError(`${name} has nothing on AWS, and takes no policy there`);
  const scratch = mkdtempSync(join(tmpdir(), 'iam-policy-of-inferencehub-'));
  try {
    const code = await runCdktf(['synth', '--output', scratch], { ENVIRONMENT: one.selection }, 'quiet');
    if (code !== 0) return code;
    const synthesized = readEnvironments(scratch, [one.environment]);
    const policies = synthesized.flatMap((environment) =>
      deploymentPolicies({ environment, account, state: one.environment.state, planOnly: plan }),
    );
    // Whoever only plans makes no role.
    const boundaries = plan ? [] : synthesized.flatMap((environment) => boundaryPolicies(environment, account));
    process.stdout.write(
      json ? `${JSON.stringify({ boundaries, policies }, undefined, 2)}\n` : policyText(boundaries, policies),
    );
    process.stderr.write(boundaries.map(notes).join(''));
    return ExitCode.success;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function policyText(boundaries: readonly BoundaryPolicy[], policies: readonly DeploymentPolicy[]): string {
  return [
    ...boundaries.map(
      (boundary) =>
        `# In account ${boundary.account}, before the others: a boundary, for no role to be given.\n${onePolicy(boundary)}`,
    ),
    ...policies.map(onePolicy),
  ].join('\n');
}

function onePolicy({ name, document }: DeploymentPolicy): string {
  return `${name}\n${JSON.stringify(document, undefined, 2)}\n`;
}

/** What somebody has to know who is given a boundary. */
function notes({ name, account, document, used }: BoundaryPolicy): string {
  const length = JSON.stringify(document).length;
  // A role has one boundary, so that it cannot be in parts.
  const long =
    length > POLICY_LIMIT
      ? `${name} has ${length} characters, and IAM takes ${POLICY_LIMIT}: put one pattern in place of the names that begin alike, of existing secrets for example.\n`
      : '';
  if (used) return long;
  return (
    `${long}roles in ${account} have no boundary: whoever has the policies above can give them any right, and so has every right there.\n` +
    `Make ${name} there, and name it as permissionsBoundaryArn of account, or of network.owner.\n`
  );
}
