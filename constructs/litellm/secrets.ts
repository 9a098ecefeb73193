import type { ManifestRelease } from '../helm/manifest-release';
import { adoptedEnv } from '../secrets/adopted-env';
import { composedSecret } from '../secrets/composed-secret';
import type { SecretRef } from '../secrets/secret-ref';
import type { SecretTemplate } from '../secrets/secret-template';
import type { SecretVault } from '../secrets/secret-vault';
import { DRAIN_TOKEN } from './drain';
import { extensionKeys } from './extensions';
import { ProviderKeys } from './models';
import { LITELLM_SECRETS } from './plan';
import type { LiteLlmSettings } from './settings';

export interface LiteLlmSecretsProps {
  readonly settings: LiteLlmSettings;
  /** The applications' namespace. */
  readonly namespace: string;
  /** The release that carries the Secrets. */
  readonly manifests: ManifestRelease;
  readonly vault: SecretVault;
  /** What the Secret about the database holds, by its keys. */
  readonly database: Readonly<Record<string, SecretRef | SecretTemplate>>;
  /** What its servers of Redis ask for, by the variables' names. */
  readonly redis: Readonly<Record<string, SecretRef>>;
}

/** The Secrets of LiteLLM in the applications' namespace, made of entries in the vault: their names. */
export function litellmSecrets({
  settings,
  namespace,
  manifests,
  vault,
  database,
  redis,
}: LiteLlmSecretsProps): string[] {
  const { masterKey, database: urls, environment } = LITELLM_SECRETS;
  manifests.add(
    composedSecret({
      name: masterKey.name,
      namespace,
      data: { [masterKey.key]: generatedOr(vault, settings.masterKey, 'master-key', { prefix: 'sk-' }) },
    }),
    composedSecret({ name: urls.name, namespace, data: database }),
    composedSecret({
      name: environment.name,
      namespace,
      data: {
        LITELLM_SALT_KEY: generatedOr(vault, settings.saltKey, 'salt-key', { prefix: 'sk-', permanent: true }),
        ...redis,
        [DRAIN_TOKEN]: vault.generate('litellm-drain-token', { entry: 'litellm/drain-token' }),
        ...observabilityKeys(settings, vault),
        ...providerKeys(settings, vault),
        ...adoptedEnv(vault, 'litellm', settings.secretEnv),
      },
    }),
  );
  return [masterKey.name, urls.name, environment.name];
}

function generatedOr(
  vault: SecretVault,
  source: LiteLlmSettings['masterKey'],
  key: 'master-key' | 'salt-key',
  how: { readonly prefix: string; readonly permanent?: boolean },
): SecretRef {
  const entry = `litellm/${key}`;
  return source
    ? vault.adopt(`litellm-${key}`, entry, source, how)
    : vault.generate(`litellm-${key}`, { entry, ...how });
}

function observabilityKeys(settings: LiteLlmSettings, vault: SecretVault): Readonly<Record<string, SecretRef>> {
  const { langfuse, openTelemetry } = settings.observability;
  return {
    ...(langfuse && {
      LANGFUSE_PUBLIC_KEY: vault.adopt('langfuse-public-key', 'litellm/langfuse-public-key', langfuse.publicKey),
      LANGFUSE_SECRET_KEY: vault.adopt('langfuse-secret-key', 'litellm/langfuse-secret-key', langfuse.secretKey),
    }),
    ...(openTelemetry?.headers && {
      OTEL_HEADERS: vault.adopt('otel-headers', 'litellm/otel-headers', openTelemetry.headers),
    }),
  };
}

function providerKeys(settings: LiteLlmSettings, vault: SecretVault): Readonly<Record<string, SecretRef>> {
  const keys = new ProviderKeys(settings.models, extensionKeys(settings)).all.map(({ variable, entry, source }) => [
    variable,
    vault.adopt(`provider-key-${entry}`, `litellm/provider-keys/${entry}`, source),
  ]);
  return Object.fromEntries(keys) as Record<string, SecretRef>;
}
