/** Name of Open WebUI's release, of its Service, and of its ServiceAccount. */
export const OPEN_WEBUI = 'open-webui';

/** The port of its Service. */
export const OPEN_WEBUI_PORT = 80;

/** The Secret that its pods read, made of entries of the secret store. */
export const OPEN_WEBUI_SECRET = {
  name: 'open-webui-environment',
  redisUrl: 'redis-url',
  databaseUrl: 'database-url',
  sessionDatabaseUrl: 'session-database-url',
  litellmKey: 'litellm-key',
  /** The keys of LiteLLM and of Pipelines, in this order. */
  openaiKeys: 'openai-api-keys',
  secretKey: 'secret-key',
  sessionTokenKey: 'oauth-session-token-key',
  adminPassword: 'admin-password',
} as const;

/** The prefix of its keys in Redis, which is also what it would take by itself. */
export const OPEN_WEBUI_KEY_PREFIX = 'open-webui';

/** The headers in which Open WebUI names its user to LiteLLM. */
export const USER_HEADERS = { email: 'X-OpenWebUI-User-Email', id: 'X-OpenWebUI-User-Id', off: undefined } as const;
