import type { ClusterConnection } from '../constructs/cluster/connection';
import { ManifestRelease } from '../constructs/helm/manifest-release';
import type { NetworkConnection } from '../constructs/network';
import { NetworkPolicies, surroundingsOf } from '../constructs/network-policies';
import { secretVault, type SecretVault } from '../constructs/secrets';
import type { Environment } from '../environments/schema';
import type { EnvironmentStack } from './environment-stack';
import type { ManagedData } from './managed-data';
import type { PlatformConnection } from './platform';

/** What a stack is given that puts something into the applications' namespace. */
export interface NamespaceProps {
  readonly cluster: ClusterConnection;
  /** Absent where the environment has no VPC. */
  readonly network?: NetworkConnection;
  /** What the platform stack hands on. */
  readonly platform: Omit<PlatformConnection, 'gateway'>;
  /** What AWS keeps; absent where that is nothing. */
  readonly managedData?: ManagedData;
}

/** What every stack has that puts something into the applications' namespace. */
export interface NamespaceContents {
  /** Who may talk to whom; they are there before anything talks. */
  readonly policies: NetworkPolicies;
  /** Objects in the namespace. */
  readonly manifests: ManifestRelease;
  /** Where secrets are born and kept. */
  readonly vault: SecretVault;
}

/** Makes what a layer's part of the applications' namespace begins with. */
export function namespaceContents(
  stack: EnvironmentStack,
  layer: 'data' | 'apps',
  environment: Environment,
  { cluster, network, platform, managedData }: NamespaceProps,
): NamespaceContents {
  const { account, protection, release } = environment;
  const { namespace, externalSecretsRoleName } = platform;
  const policies = new NetworkPolicies(stack, 'network-policies', {
    layer,
    release,
    namespace,
    surroundings: surroundingsOf(cluster, network, environment.networkPolicies),
  });
  const manifests = new ManifestRelease(stack, 'manifests', {
    release: `${release}-${layer}`,
    namespace,
    dependsOn: [policies.release],
  });
  const vault = secretVault(stack, 'secrets', environment.secrets, {
    names: stack.names,
    account,
    namespace,
    manifests,
    externalSecretsRoleName,
    kmsKeyArn: managedData?.secretsKeyArn,
    earlier: layer === 'data' ? managedData?.vault : undefined,
    protection,
  });
  return { policies, manifests, vault };
}
