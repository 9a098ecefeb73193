import { AccountSettings } from '../../../constructs/account/settings';
import type { ClusterConnection } from '../../../constructs/cluster/connection';
import { clusterProviders } from '../../../constructs/providers/cluster';
import { eksConnection } from '../../support/eks-connection';
import { type Block, emptyStack, synthesized, type TerraformJson } from '../../support/terraform-json';

const account = AccountSettings.parse({ id: '123456789012', region: 'eu-central-1' });
const eks = eksConnection();

function withCluster(connection: ClusterConnection, credentials = account): TerraformJson {
  const stack = emptyStack();
  clusterProviders(stack, connection, credentials);
  return synthesized(stack);
}

/** How the Kubernetes and the Helm provider log in. */
function logins(json: TerraformJson): { kubernetes: Block | undefined; helm: Block | undefined } {
  return {
    kubernetes: json.provider?.kubernetes?.[0],
    helm: json.provider?.helm?.[0]?.kubernetes as Block | undefined,
  };
}

const getToken = ['eks', 'get-token', '--cluster-name', 'prod-cluster', '--region', 'eu-central-1', '--output', 'json'];

describe('clusterProviders', () => {
  test('asks the aws CLI for a token that renews itself', () => {
    const exec = { api_version: 'client.authentication.k8s.io/v1beta1', command: 'aws', args: getToken };
    const { kubernetes, helm } = logins(withCluster(eks));
    expect(kubernetes).toEqual({
      host: 'https://eks.example.com',
      cluster_ca_certificate: '${base64decode("Q0E=")}',
      exec: [exec],
    });
    // One object for Helm, whose provider has no blocks.
    expect(helm).toEqual({ ...kubernetes, exec });
  });

  test('logs in as the role that the AWS provider works as', () => {
    const assumeRoleArn = 'arn:aws:iam::123456789012:role/deployer';
    const { helm } = logins(withCluster(eks, { ...account, assumeRoleArn }));
    expect(helm?.exec).toMatchObject({ args: [...getToken, '--role-arn', assumeRoleArn] });
  });

  test('keeps a token out of plan and state by an ephemeral block', () => {
    const json = withCluster({ ...eks, authentication: 'token' });
    expect(json.ephemeral).toEqual({ aws_eks_cluster_auth: { cluster: { name: 'prod-cluster' } } });
    expect(json.data).toBeUndefined();
    for (const login of Object.values(logins(json))) {
      expect(login?.token).toBe('${ephemeral.aws_eks_cluster_auth.cluster.token}');
      expect(login).not.toHaveProperty('exec');
    }
  });

  test("leaves the home directory to the machine where Terraform runs, and the context to the user's file", () => {
    const json = withCluster({ kind: 'kubeconfig', path: '~/.kube/config' });
    expect(logins(json)).toEqual({
      kubernetes: { config_path: '~/.kube/config' },
      helm: { config_path: '~/.kube/config' },
    });
    expect(json.provider).not.toHaveProperty('aws');
  });

  test('takes the context that was named', () => {
    const json = withCluster({ kind: 'kubeconfig', path: '~/.kube/config', context: 'kind-test' });
    expect(logins(json).helm).toMatchObject({ config_context: 'kind-test' });
  });
});
