import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import { Fn, type TerraformStack } from 'cdktf';
import type { AccountSettings } from '../account/settings';
import type { ClusterConnection, EksConnection } from '../cluster/connection';

/** Where the ephemeral block that fetches a login token stands in the stack. */
const TOKEN_BLOCK = 'aws_eks_cluster_auth.cluster';

/** How a client logs in: what the Kubernetes and the Helm provider take alike. */
interface Login {
  readonly configPath?: string;
  readonly configContext?: string;
  readonly host?: string;
  readonly clusterCaCertificate?: string;
  readonly token?: string;
  readonly exec?: { readonly apiVersion: string; readonly command: string; readonly args: string[] };
}

/**
 * The Kubernetes and the Helm provider, logged in to the cluster. Only for stacks after the one that makes it: a
 * provider that is configured from a cluster of its own stack fails in ways that depend on the plan.
 */
export function clusterProviders(
  stack: TerraformStack,
  connection: ClusterConnection,
  account: AccountSettings | undefined,
): void {
  const { exec, ...login } = loginTo(stack, connection, account);
  new KubernetesProvider(stack, 'kubernetes', { ...login, exec: exec && [exec] });
  new HelmProvider(stack, 'helm', { kubernetes: { ...login, exec } });
}

function loginTo(stack: TerraformStack, connection: ClusterConnection, account: AccountSettings | undefined): Login {
  // The providers themselves expand the `~` of a kubeconfig's path, on the machine where Terraform runs.
  if (connection.kind === 'kubeconfig') {
    return { configPath: connection.path, configContext: connection.context };
  }
  if (!account) throw new Error(`the EKS cluster ${connection.name} has no account to log in with`);
  const server = {
    host: connection.endpoint,
    clusterCaCertificate: Fn.base64decode(connection.certificateAuthorityData),
  };
  switch (connection.authentication) {
    case 'exec':
      return { ...server, exec: getToken(connection, account) };
    case 'token':
      return { ...server, token: ephemeralToken(stack, connection) };
  }
}

/** Renews itself however long an apply takes, as the identity that the AWS provider works as. */
function getToken(connection: EksConnection, account: AccountSettings): NonNullable<Login['exec']> {
  const args = ['eks', 'get-token', '--cluster-name', connection.name, '--region', account.region, '--output', 'json'];
  if (account.assumeRoleArn !== undefined) args.push('--role-arn', account.assumeRoleArn);
  return { apiVersion: 'client.authentication.k8s.io/v1beta1', command: 'aws', args };
}

/** Ephemeral, since the data source of the same name would write the token into the plan. */
function ephemeralToken(stack: TerraformStack, connection: EksConnection): string {
  stack.addOverride(`ephemeral.${TOKEN_BLOCK}`, { name: connection.name });
  return `\${ephemeral.${TOKEN_BLOCK}.token}`;
}
