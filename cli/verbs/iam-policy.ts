import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { UserError } from '../../environments/problems';
import { runCdktf } from '../cdktf';
import { ExitCode } from '../exit-code';
import { boundaryPolicies, deploymentPolicies } from '../iam-policy/deployment-policies';
import { boundaryNotes, policyText } from '../iam-policy/policy-text';
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
    process.stderr.write(boundaries.map(boundaryNotes).join(''));
    return ExitCode.success;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
