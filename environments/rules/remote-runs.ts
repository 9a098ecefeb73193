import { at, type Problem, say } from '../problems';
import type { Environment } from '../schema';

/** Whether Terraform runs somewhere else than where the command does: what is here is not there. */
export function runsRemotely({ state }: Pick<Environment, 'state'>): boolean {
  return state.kind === 'hcp' && state.execution.kind !== 'local';
}

/** What Terraform needs of the deployer's machine or network, and does not find on HCP Terraform's. */
export function remoteRunProblems(environment: Environment): Problem[] {
  const { state, cluster } = environment;
  if (state.kind !== 'hcp' || !runsRemotely(environment)) return [];
  const { kind } = state.execution;
  const problems: Problem[] = [];
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
