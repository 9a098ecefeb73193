import type { Construct } from 'constructs';
import type { AccountSettings } from '../account/settings';
import type { ManifestRelease } from '../helm/manifest-release';
import type { Names } from '../names/names';
import type { VaultEntry } from './entry-versions';
import { InClusterVault } from './in-cluster-vault';
import type { SecretVault } from './secret-vault';
import { SecretsManagerVault, type SecretsManagerVaultProps } from './secrets-manager-vault';
import type { AwsSecretsSettings, SecretsSettings } from './settings';

export { composedSecret, type ComposedSecretProps } from './composed-secret';
export type { VaultEntry } from './entry-versions';
export { InClusterVault, type InClusterVaultProps } from './in-cluster-vault';
export { AWS_SECRET_STORE, IN_CLUSTER_SECRET_STORE, type SecretRef, type SecretStoreRef } from './secret-ref';
export { secretTemplate, SecretTemplate, urlEncoded, UrlEncoded } from './secret-template';
export { type GeneratedSecretProps, SECRET_PROPERTY, type SecretVault, type SharedSecret } from './secret-vault';
export { SecretsManagerVault, type SecretsManagerVaultProps } from './secrets-manager-vault';
export { variableFor } from './user-variable';

/** What earlier constructs made that a vault needs, whichever it is. */
export interface SecretVaultWiring {
  readonly names: Names;
  /** Absent where the environment is not on AWS. */
  readonly account?: AccountSettings;
  /** The applications' namespace. */
  readonly namespace: string;
  /** The release that carries what the vault asks External Secrets for. */
  readonly manifests: ManifestRelease;
  /** Role of External Secrets' controller; on AWS only. */
  readonly externalSecretsRoleName?: string;
  /** The key for entries in Secrets Manager; on AWS only. */
  readonly kmsKeyArn?: string;
  /** A vault of an earlier stack, whose entries are read in the cluster as this one's own; on AWS only. */
  readonly earlier?: SecretsManagerVault;
  /** Whether deleted entries can be restored. */
  readonly protection: boolean;
}

/** Makes the vault that `settings.kind` names. */
export function secretVault(
  scope: Construct,
  id: string,
  settings: SecretsSettings,
  wiring: SecretVaultWiring,
): SecretVault {
  switch (settings.kind) {
    case 'aws-secrets-manager': {
      const { names, account, kmsKeyArn, externalSecretsRoleName, protection } = wiring;
      if (!account || !kmsKeyArn || !externalSecretsRoleName) {
        throw new Error('secrets in AWS Secrets Manager take an account, a key and the role of External Secrets');
      }
      return secretsManagerVault(scope, id, settings, {
        names,
        account,
        kmsKeyArn,
        externalSecretsRoleName,
        earlier: wiring.earlier,
        manifests: wiring.manifests,
        protection,
      });
    }
    case 'in-cluster':
      return new InClusterVault(scope, id, {
        manifests: wiring.manifests,
        namespace: wiring.namespace,
        rotation: settings.rotation,
      });
  }
}

/** What a vault in AWS Secrets Manager takes besides what the environment says of all of its vaults. */
export interface SecretsManagerVaultWiring extends Omit<SecretsManagerVaultProps, keyof AwsSecretsSettings> {
  /** Whether deleted entries can be restored. */
  readonly protection: boolean;
}

/** Makes the vault of a stack in AWS Secrets Manager. */
export function secretsManagerVault(
  scope: Construct,
  id: string,
  { recoveryWindowDays, rotation }: AwsSecretsSettings,
  { protection, ...wiring }: SecretsManagerVaultWiring,
): SecretsManagerVault {
  return new SecretsManagerVault(scope, id, {
    ...wiring,
    rotation,
    recoveryWindowDays: protection ? recoveryWindowDays : 0,
  });
}

/** The entries that the vaults below a construct write. */
export function vaultEntries(scope: Construct): readonly VaultEntry[] {
  return scope.node
    .findAll()
    .flatMap((one) => (one instanceof SecretsManagerVault || one instanceof InClusterVault ? one.entries : []));
}
