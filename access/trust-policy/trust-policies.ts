import { partitionOf } from '../../constructs/account/partition';
import type { AccountSettings } from '../../constructs/account/settings';
import { type Phase, PHASES, runRoleArn, runRoleName } from '../../constructs/workspaces/run-roles';
import type { TokenIssuer } from './token-issuer';

/** The issuer as IAM has to know it, once for each account. */
export interface IdentityProvider {
  readonly arn: string;
  readonly url: string;
  readonly audience: string;
}

/** A role for one phase of runs. */
export interface RunRole {
  readonly name: string;
  readonly arn: string;
  readonly phase: Phase;
  readonly trust: object;
}

export interface TrustPolicies {
  readonly provider: IdentityProvider;
  readonly roles: readonly RunRole[];
}

/** What makes IAM in the environment's account take an issuer's tokens for two roles, and for nothing else. */
export function trustPolicies(environment: string, account: AccountSettings, issuer: TokenIssuer): TrustPolicies {
  const iam = `arn:${partitionOf(account.region)}:iam::${account.id}`;
  const provider = {
    arn: `${iam}:oidc-provider/${issuer.host}`,
    url: `https://${issuer.host}`,
    audience: issuer.audience,
  };
  const role = (phase: Phase): RunRole => ({
    name: runRoleName(environment, phase),
    arn: runRoleArn(environment, phase, account),
    phase,
    trust: trust(provider.arn, issuer, issuer.subjects[phase]),
  });
  return { provider, roles: PHASES.map(role) };
}

function trust(provider: string, { host, audience }: TokenIssuer, subjects: readonly string[]): object {
  const subject = { [`${host}:sub`]: subjects };
  // A pattern only where one is meant: in StringLike a `?` or `*` of a name would stand for other names too.
  const conditions = subjects.some((one) => one.includes('*'))
    ? { StringEquals: { [`${host}:aud`]: audience }, StringLike: subject }
    : { StringEquals: { [`${host}:aud`]: audience, ...subject } };
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Federated: provider },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: conditions,
      },
    ],
  };
}
