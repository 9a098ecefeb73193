import {
  githubIssuer,
  gitlabIssuer,
  hcpIssuer,
  type TokenIssuer,
  trustPolicies,
  type TrustPolicies,
} from '../../access';
import { type Environment, UserError } from '../../environments';
import { ExitCode, selectEnvironment } from '../../project';

export interface TrustPolicyFlags {
  readonly for: 'hcp' | 'github' | 'gitlab';
  readonly repository?: string;
  readonly branch: string;
  readonly gitlabHost: string;
  readonly json?: boolean;
}

/** A first deployment of a cluster and a database takes longer than the hour that AWS lets a role have by default. */
const LONGEST_DEPLOYMENT_SECONDS = 7_200;

/** Prints what lets runs of an issuer work in an environment's account. @returns the command's exit code */
export function trustPolicy(name: string, flags: TrustPolicyFlags): number {
  const { environment } = selectEnvironment(name);
  if (!environment.account) throw new UserError(`${name} has nothing on AWS, and needs no trust there`);
  const { account } = environment;
  const trust = trustPolicies(environment.name, account, issuerOf(environment, flags));
  process.stdout.write(flags.json ? `${JSON.stringify(trust, undefined, 2)}\n` : trustText(environment.name, trust));
  process.stderr.write(
    account.assumeRoleArn === undefined ? unknownPlanner(environment, trust) : sharedRole(account.assumeRoleArn),
  );
  return ExitCode.success;
}

/**
 * @throws UserError where a pipeline's repository is missing or is none
 */
function issuerOf(environment: Environment, flags: TrustPolicyFlags): TokenIssuer {
  if (flags.for === 'hcp') return hcpIssuer(environment);
  const { repository, branch } = flags;
  const form = flags.for === 'github' ? /^[\w.-]+\/[\w.-]+$/ : /^[\w.-]+(\/[\w.-]+)+$/;
  if (repository === undefined || !form.test(repository)) {
    throw new UserError(
      `--repository is ${repository === undefined ? 'missing' : JSON.stringify(repository)}; it takes owner/name: only runs of that repository are trusted`,
    );
  }
  if (!/^[\w./-]+$/.test(branch))
    throw new UserError(`--branch is ${JSON.stringify(branch)}; it takes one branch's name`);
  const home = { path: repository, branch };
  return flags.for === 'github' ? githubIssuer(environment, home) : gitlabIssuer(home, flags.gitlabHost);
}

function trustText(environment: string, { provider, roles }: TrustPolicies): string {
  const lines = [
    '# Once for the account, unless it knows the issuer already:',
    `aws iam create-open-id-connect-provider --url ${provider.url} --client-id-list ${provider.audience}`,
    ...roles.flatMap(({ name, phase, trust }) => [
      '',
      phase === 'plan'
        ? `# reads: npx inferencehub iam-policy ${environment} --plan`
        : `# changes: npx inferencehub iam-policy ${environment}`,
      `aws iam create-role --role-name ${name} ${sessionOf(phase)}--assume-role-policy-document '${JSON.stringify(trust, undefined, 2)}'`,
    ]),
  ];
  return `${lines.join('\n')}\n`;
}

function sessionOf(phase: string): string {
  return phase === 'plan' ? '' : `--max-session-duration ${LONGEST_DEPLOYMENT_SECONDS} `;
}

function sharedRole(role: string): string {
  return (
    `account.assumeRoleArn is set: both roles work as ${role}, so a plan could do what an apply can.\n` +
    'To keep them apart leave it out; the roles above then have the policies themselves.\n'
  );
}

/** What an environment with a cluster of its own has to say before the role can plan. */
function unknownPlanner({ name, cluster }: Environment, { roles }: TrustPolicies): string {
  const arn = roles.find(({ phase }) => phase === 'plan')?.arn;
  if (cluster.kind !== 'managed' || arn === undefined) return '';
  const { admins, planners } = cluster.access;
  if ([...admins, ...planners].includes(arn)) return '';
  return `The cluster of ${name} has to know the role that plans: cluster.access.planners: ['${arn}']\n`;
}
