import { Command, Option } from 'commander';
import { actions } from '../actions';
import type { TrustPolicyFlags } from '../actions/trust-policy';

/** `inferencehub trust-policy <environment> --for <issuer>` */
export function trustPolicyVerb(): Command {
  return new Command('trust-policy')
    .description('prints what lets runs of HCP Terraform, GitHub Actions or GitLab work in the account without keys')
    .argument('<environment>', 'its name, or the path of a file')
    .addOption(
      new Option('--for <issuer>', 'where Terraform runs').choices(['hcp', 'github', 'gitlab']).makeOptionMandatory(),
    )
    .option('--repository <path>', 'of GitHub or GitLab: owner/name, or group/project')
    .option('--branch <name>', 'the branch that is deployed from', 'main')
    .option('--gitlab-host <host>', "a GitLab of one's own", 'gitlab.com')
    .option('--json', 'print them as JSON, and nothing else on standard output')
    .action((name: string, flags: TrustPolicyFlags) => {
      process.exitCode = actions.trustPolicy(name, flags);
    });
}
