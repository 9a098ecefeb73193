import type { PostgresConnection } from '../postgres/connection';
import { postgresUrl } from '../postgres/url';
import type { SearchConnection } from '../search/connection';
import { adoptedEnv } from '../secrets/adopted-env';
import type { SecretRef } from '../secrets/secret-ref';
import { secretTemplate, type SecretTemplate } from '../secrets/secret-template';
import type { SecretVault } from '../secrets/secret-vault';
import { OPEN_WEBUI_SECRET } from './plan';
import type { OpenWebUiAdmin, OpenWebUiSettings } from './settings';
import { singleSignOnSecrets } from './sso';

export interface OpenWebUiSecretsProps {
  readonly settings: OpenWebUiSettings;
  readonly vault: SecretVault;
  readonly database: PostgresConnection;
  /** The file of the authority that the database's certificate is checked with; absent where it is not. */
  readonly databaseAuthority?: string;
  /** The address of its Redis. */
  readonly redis: SecretRef | SecretTemplate;
  readonly search: SearchConnection;
  /** What it shows Pipelines, where there are any. */
  readonly pipelinesKey?: SecretRef;
}

/** What Open WebUI's Secret holds, by its keys, made of entries in the vault. */
export function openWebUiSecrets({
  settings,
  vault,
  database,
  databaseAuthority: certificateAuthorityFile,
  redis,
  search,
  pipelinesKey,
}: OpenWebUiSecretsProps): Readonly<Record<string, SecretRef | SecretTemplate>> {
  const key = OPEN_WEBUI_SECRET;
  const litellmKey = vault.generate('openwebui-litellm-key', { entry: 'openwebui/litellm-key', prefix: 'sk-' });
  return {
    [key.databaseUrl]: postgresUrl(database, { certificateAuthorityFile }),
    [key.sessionDatabaseUrl]: postgresUrl(database, { endpoint: 'session', certificateAuthorityFile }),
    [key.redisUrl]: redis,
    [key.litellmKey]: litellmKey,
    ...(pipelinesKey ? { [key.openaiKeys]: secretTemplate`${litellmKey};${pipelinesKey}` } : {}),
    [key.secretKey]: settings.secretKey
      ? vault.adopt('openwebui-secret-key', 'openwebui/secret-key', settings.secretKey)
      : vault.generate('openwebui-secret-key', { entry: 'openwebui/secret-key' }),
    [key.sessionTokenKey]: vault.generate('openwebui-session-token-key', { entry: 'openwebui/session-token-key' }),
    ...(settings.admin ? { [key.adminPassword]: adminPassword(vault, settings.admin) } : {}),
    ...(search.kind === 'external' ? search.secrets : {}),
    ...clientSecrets(vault, settings),
    ...adoptedEnv(vault, 'openwebui', settings.secretEnv),
  };
}

function adminPassword(vault: SecretVault, { password }: OpenWebUiAdmin): SecretRef {
  const [id, entry] = ['openwebui-admin-password', 'openwebui/admin-password'] as const;
  return password ? vault.adopt(id, entry, password) : vault.generate(id, { entry });
}

/** The secrets of its clients at the providers that users sign in with. */
function clientSecrets(vault: SecretVault, { sso }: OpenWebUiSettings): Readonly<Record<string, SecretRef>> {
  return Object.fromEntries(
    Object.entries(singleSignOnSecrets(sso)).map(([name, source]) => {
      const entry = name.toLowerCase().replaceAll('_', '-');
      return [name, vault.adopt(`openwebui-${entry}`, `openwebui/${entry}`, source)] as const;
    }),
  );
}
