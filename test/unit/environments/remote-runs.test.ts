import { told } from './support';

const REMOTE = { kind: 'hcp', organization: 'example' };
const AGENT = { ...REMOTE, execution: { kind: 'agent', pool: 'in-the-vpc' } };
const LOCAL = { ...REMOTE, execution: { kind: 'local' } };

describe('runs on HCP Terraform', () => {
  test('refuses to log in with the aws CLI, which is not there', () => {
    const refused = [
      '  cluster.authentication is exec, but state.execution.kind is agent, and there is no aws CLI where Terraform runs then',
      "    write authentication: 'token'",
    ];
    expect(told('prod', { state: AGENT })).toEqual(refused);
    expect(told('prod', { state: AGENT, 'cluster.authentication': 'token' })).toEqual([]);
    expect(told('prod', { state: LOCAL })).toEqual([]);
  });

  test('refuses a private Kubernetes API without an agent', () => {
    expect(told('prod', { state: REMOTE, 'cluster.authentication': 'token' })).toEqual([
      "  cluster.endpointAccess.kind is private, but state.execution.kind is remote, and HCP Terraform's machines have no fixed addresses",
      "    run an agent in the VPC: state: { execution: { kind: 'agent', pool } }, or Terraform where you are: { kind: 'local' }",
    ]);
  });

  test('refuses ranges for the Kubernetes API, of which HCP Terraform is none', () => {
    const changes = { state: REMOTE, 'cluster.authentication': 'token' };
    expect(told('dev', changes)[0]).toContain('cluster.endpointAccess.allowedCidrs lists 203.0.113.0/24, but');
    expect(told('dev', { ...changes, 'cluster.endpointAccess.allowedCidrs': ['0.0.0.0/0'] })).toEqual([]);
  });

  test('refuses a kubeconfig, which only an agent or this machine can have', () => {
    expect(told('local', { state: REMOTE })[0]).toBe(
      "  cluster.kind is kubeconfig, but state.execution.kind is remote, and HCP Terraform's machines have no such file",
    );
    expect(told('local', { state: AGENT })).toEqual([]);
    expect(told('local', { state: LOCAL })).toEqual([]);
  });

  test('refuses settings of workspaces that would do nothing', () => {
    const runs = { kind: 'vcs', repository: 'example/stacks', oauthTokenId: 'ot-abc123' };
    const roles = { plan: 'arn:aws:iam::444444444444:role/a', apply: 'arn:aws:iam::444444444444:role/b' };
    expect(told('external', { 'state.workspaces': { runs, roles } })).toEqual([]);
    const local = { 'state.execution': { kind: 'local' } };
    expect(told('external', { ...local, 'state.workspaces': { runs } })[0]).toBe(
      '  state.workspaces.runs.kind is vcs, but state.execution.kind is local, and a commit starts nothing there',
    );
    expect(told('external', { ...local, 'state.workspaces': { roles } })[0]).toBe(
      '  state.workspaces.roles are given, but state.execution.kind is local, and Terraform works as whoever deploys',
    );
    const changes = { 'state.project': undefined, 'state.workspaces': { makeProject: false } };
    expect(told('external', changes)[0]).toBe('  state.workspaces.makeProject is false, but no state.project is named');
  });

  test('refuses a Terraform that cannot keep secrets out of the state', () => {
    const version = (terraformVersion: string) => told('external', { 'state.workspaces': { terraformVersion } })[0];
    expect(version('1.10.5')).toContain('it takes a version from 1.11 on');
    expect(version('~> 1.11')).toBeUndefined();
    expect(version('1.13.2')).toBeUndefined();
  });

  test('take a host with its port, and no address', () => {
    expect(told('external', { 'state.hostname': 'tfe.example.com:8443' })).toEqual([]);
    expect(told('external', { 'state.hostname': 'https://tfe.example.com' })[0]).toContain('state.hostname');
  });
});
