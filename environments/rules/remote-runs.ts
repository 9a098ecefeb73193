import type { HcpStateSettings } from '../../constructs/state/settings';
import { at, type Problem, say } from '../../constructs/telling/problems';
import type { Environment } from '../schema';

/** Whether Terraform runs somewhere else than where the command does: what is here is not there. */
export function runsRemotely({ state }: Pick<Environment, 'state'>): boolean {
  return state.kind === 'hcp' && state.execution.kind !== 'local';
}

/** What Terraform needs of the deployer's machine or network, and does not find on HCP Terraform's. */
export function remoteRunProblems(environment: Environment): Problem[] {
  const { state, cluster } = environment;
  if (state.kind !== 'hcp') return [];
  const problems = workspaceProblems(environment, state);
  if (!runsRemotely(environment)) return problems;
  const { kind } = state.execution;
  if (cluster.kind !== 'kubeconfig' && cluster.authentication === 'exec') {
    problems.push({
      says: say`${at('cluster.authentication')} is exec, but ${at('state.execution.kind')} is ${kind}, and there is no aws CLI where Terraform runs then`,
      todo: say`write authentication: 'token'`,
    });
  }
  if (kind !== 'remote') return problems;
  if (cluster.kind === 'kubeconfig') {
    problems.push({
      says: say`${at('cluster.kind')} is kubeconfig, but ${at('state.execution.kind')} is remote, and HCP Terraform's machines have no such file`,
      todo: say`write state: { execution: { kind: 'local' } }, or 'agent' for an agent that has the file at ${at('cluster.path')}`,
    });
  }
  if (cluster.kind === 'managed') problems.push(...unreachable(cluster.endpointAccess));
  return problems;
}

/** Settings of workspaces that would do nothing. */
function workspaceProblems({ account }: Environment, state: HcpStateSettings): Problem[] {
  const { project, execution, workspaces } = state;
  const problems: Problem[] = [];
  if (project === undefined && !workspaces.makeProject) {
    problems.push({
      says: say`${at('state.workspaces.makeProject')} is false, but no ${at('state.project')} is named`,
      todo: say`name the project that is there, or take the line out for the organization's default one`,
    });
  }
  if (workspaces.runs.kind === 'vcs' && execution.kind === 'local') {
    problems.push({
      says: say`${at('state.workspaces.runs.kind')} is vcs, but ${at('state.execution.kind')} is local, and a commit starts nothing there`,
      todo: say`write execution: { kind: 'remote' }, or 'agent'; or take ${at('state.workspaces.runs')} out`,
    });
  }
  if (workspaces.roles && (!account || execution.kind === 'local')) {
    problems.push({
      says: account
        ? say`${at('state.workspaces.roles')} are given, but ${at('state.execution.kind')} is local, and Terraform works as whoever deploys`
        : say`${at('state.workspaces.roles')} are given, but there is no ${at('account')} to work in`,
      todo: say`take them out`,
    });
  }
  return problems;
}

/** HCP Terraform's machines come from the internet, and from no address that could be listed. */
function unreachable(access: { readonly kind: string; readonly allowedCidrs: readonly string[] }): Problem[] {
  if (access.kind === 'public' && access.allowedCidrs.includes('0.0.0.0/0')) return [];
  const shut =
    access.kind === 'public'
      ? say`${at('cluster.endpointAccess.allowedCidrs')} lists ${access.allowedCidrs.join(', ')}`
      : say`${at('cluster.endpointAccess.kind')} is ${access.kind}`;
  return [
    {
      says: [
        ...shut,
        ...say`, but ${at('state.execution.kind')} is remote, and HCP Terraform's machines have no fixed addresses`,
      ],
      todo: say`run an agent in the VPC: state: { execution: { kind: 'agent', pool } }, or Terraform where you are: { kind: 'local' }`,
    },
  ];
}
