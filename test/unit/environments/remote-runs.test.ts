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

  test('take a host with its port, and no address', () => {
    expect(told('external', { 'state.hostname': 'tfe.example.com:8443' })).toEqual([]);
    expect(told('external', { 'state.hostname': 'https://tfe.example.com' })[0]).toContain('state.hostname');
  });
});
