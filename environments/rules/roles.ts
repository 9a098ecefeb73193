import { accountOfRole } from '../../constructs/account/role';
import { at, type Problem, say } from '../../constructs/telling/problems';
import type { Environment } from '../schema';

/** Roles that are taken: that what is said to them has a role, and that everything which takes one can say it. */
export function assumedRoleProblems({ account, cluster, network, state }: Environment): Problem[] {
  const problems: Problem[] = [];
  if (account?.assumeRoleOptions && account.assumeRoleArn === undefined) problems.push(noRole('account'));
  if (state.kind === 's3') {
    if (state.assumeRoleOptions && state.assumeRoleArn === undefined) problems.push(noRole('state'));
    const roleAccount = accountOfRole(state.assumeRoleArn);
    if (roleAccount !== undefined && roleAccount !== state.accountId) {
      problems.push({
        says: say`${at('state.accountId')} is ${state.accountId ?? ''}, but ${at('state.assumeRoleArn')} is a role of ${roleAccount}`,
        todo: say`whoever works on the state is in the role's account; leave the id out`,
      });
    }
  }
  const owner = network?.kind === 'managed' ? network.owner : undefined;
  if (owner && accountOfRole(owner.assumeRoleArn) === account?.id) {
    problems.push({
      says: say`${at('network.owner.assumeRoleArn')} is a role of the environment's own account`,
      todo: say`a VPC of that account is not shared; leave ${at('network.owner')} out`,
    });
  }
  const options = account?.assumeRoleOptions;
  const asks = options?.externalId !== undefined || Object.keys(options?.tags ?? {}).length > 0;
  if (asks && cluster.kind !== 'kubeconfig' && cluster.authentication === 'exec') {
    problems.push({
      says: say`${at('cluster.authentication')} is exec, but ${at('account.assumeRoleOptions')} has an external id or tags, which the aws CLI's get-token cannot say`,
      todo: say`write authentication: 'token' into ${at('cluster')}: Terraform asks for the token itself`,
    });
  }
  return problems;
}

function noRole(block: 'account' | 'state'): Problem {
  return {
    says: say`${at(`${block}.assumeRoleOptions`)} is for taking a role, but there is no ${at(`${block}.assumeRoleArn`)}`,
    todo: say`name the role, or leave the options out`,
  };
}
