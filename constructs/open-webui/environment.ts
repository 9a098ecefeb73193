import type { RedisConnection } from '../redis/connection';
import type { SearchConnection } from '../search/connection';
import type { StorageConnection } from '../storage/connection';
import { OPEN_WEBUI_FILES } from './bucket-prefix';
import { VECTOR_POOL } from './database-connections';
import type { LiteLlmModel, ModelMode } from '../litellm/settings';
import { OPEN_WEBUI_KEY_PREFIX } from './plan';
import type { OpenWebUiSettings } from './settings';

/** Plain variables by name. */
type Variables = Readonly<Record<string, string>>;

/** What does not depend on anything: what upstream advises for more than a handful of users. */
export const FIXED_VARIABLES: Variables = {
  // One container migrates before the pods start.
  ENABLE_DB_MIGRATIONS: 'False',
  // Otherwise every request writes when its user was last seen.
  DATABASE_USER_ACTIVE_STATUS_UPDATE_INTERVAL: '300',
  VECTOR_DB: 'pgvector',
  // Vectors have connections of their own, beside those of the two other pools.
  PGVECTOR_POOL_SIZE: String(VECTOR_POOL.size),
  PGVECTOR_POOL_MAX_OVERFLOW: String(VECTOR_POOL.overflow),
  REDIS_SOCKET_CONNECT_TIMEOUT: '5',
  REDIS_SOCKET_KEEPALIVE: 'True',
  REDIS_HEALTH_CHECK_INTERVAL: '60',
  // Whoever cleans sessions up renews its lock every 120 seconds, and would lose it in between.
  WEBSOCKET_REDIS_LOCK_TIMEOUT: '180',
  // Otherwise a menu offers to publish chats on openwebui.com.
  ENABLE_COMMUNITY_SHARING: 'False',
  // Releases are pinned; an administrator's browser has pods ask GitHub otherwise.
  ENABLE_VERSION_UPDATE_CHECK: 'False',
  // Otherwise 40 calls that wait, for a database or a file, hold up everybody else's.
  THREAD_POOL_SIZE: '2000',
  // The image's own folder for it belongs to root.
  STATIC_DIR: '/tmp/static',
  HOME: '/tmp',
  // Streams are compressed piece by piece otherwise, which costs more than it saves.
  ENABLE_COMPRESSION_MIDDLEWARE: 'False',
};

/** How many connections each of the pod's two pools may open. */
export function poolVariables({ databasePool }: OpenWebUiSettings): Variables {
  return {
    DATABASE_POOL_SIZE: String(databasePool.size),
    DATABASE_POOL_MAX_OVERFLOW: String(databasePool.overflow),
  };
}

/** Who owns the configuration. */
export function ownershipVariables({ managedBy }: OpenWebUiSettings): Variables {
  return { ENABLE_PERSISTENT_CONFIG: managedBy === 'terraform' ? 'False' : 'True' };
}

/**
 * Whether strangers can register. Open WebUI closes it after the first user by itself, but in the memory of that one
 * process where its configuration is not kept in the database.
 */
export function signUpVariables({ signUp }: OpenWebUiSettings): Variables {
  return { ENABLE_SIGNUP: signUp ? 'True' : 'False' };
}

/** The first administrator, but for the password. */
export function adminVariables({ admin }: OpenWebUiSettings): Variables {
  return admin ? { WEBUI_ADMIN_EMAIL: admin.email, WEBUI_ADMIN_NAME: admin.name } : {};
}

/** What users' calls tell LiteLLM of them. */
export function spendVariables({ userSpend }: OpenWebUiSettings): Variables {
  return { ENABLE_FORWARD_USER_INFO_HEADERS: userSpend === 'off' ? 'False' : 'True' };
}

/** Who may use which model, and which one writes titles. */
export function modelUseVariables({ modelAccess, taskModel }: OpenWebUiSettings): Variables {
  return {
    BYPASS_MODEL_ACCESS_CONTROL: modelAccess === 'everyone' ? 'True' : 'False',
    ...(taskModel === undefined ? {} : { TASK_MODEL_EXTERNAL: taskModel }),
  };
}

/** What takes documents apart: a Tika, or Open WebUI itself. */
export function documentVariables(tikaUrl: string | undefined): Variables {
  return tikaUrl ? { CONTENT_EXTRACTION_ENGINE: 'tika', TIKA_SERVER_URL: tikaUrl } : {};
}

/** The address that users know; a browser's websocket is refused from any other. */
export function addressVariables(url: string | undefined): Variables {
  if (url === undefined) return {};
  const secureCookies = { WEBUI_SESSION_COOKIE_SECURE: 'True', WEBUI_AUTH_COOKIE_SECURE: 'True' };
  return { WEBUI_URL: url, CORS_ALLOW_ORIGIN: url, ...(url.startsWith('https:') ? secureCookies : {}) };
}

/** How Redis is found, besides its URL. */
export function redisVariables({ address, keyPrefix }: RedisConnection): Variables {
  const prefix = { REDIS_KEY_PREFIX: keyPrefix ?? OPEN_WEBUI_KEY_PREFIX };
  switch (address.kind) {
    case 'single':
    case 'url':
      return prefix;
    case 'cluster':
      return { ...prefix, REDIS_CLUSTER: 'True', WEBSOCKET_REDIS_CLUSTER: 'True' };
    case 'sentinel': {
      const hosts = address.nodes.map(({ host }) => host).join(',');
      const port = String(sentinelPort(address.nodes));
      return {
        ...prefix,
        REDIS_SENTINEL_HOSTS: hosts,
        REDIS_SENTINEL_PORT: port,
        WEBSOCKET_SENTINEL_HOSTS: hosts,
        WEBSOCKET_SENTINEL_PORT: port,
      };
    }
  }
}

/** Open WebUI knows one port for all Sentinels. */
function sentinelPort(nodes: readonly { readonly port: number }[]): number {
  const [first, ...others] = nodes.map(({ port }) => port);
  if (first === undefined || others.some((port) => port !== first)) {
    throw new Error('Open WebUI takes Sentinels that all listen on the same port');
  }
  return first;
}

/** Where files go: into the bucket with the pod's own role, or onto the volume that the chart mounts. */
export function storageVariables(storage: StorageConnection): Variables {
  if (storage.kind === 'volume') return {};
  return {
    STORAGE_PROVIDER: 's3',
    S3_BUCKET_NAME: storage.bucket,
    S3_REGION_NAME: storage.region,
    S3_KEY_PREFIX: OPEN_WEBUI_FILES.replace(/\/$/, ''),
  };
}

/** Variables of what Open WebUI asks of a provider besides chats: each has an address and a key of its own. */
const PROVIDER_PREFIXES = [
  'RAG_OPENAI_API',
  'AUDIO_STT_OPENAI_API',
  'AUDIO_TTS_OPENAI_API',
  'IMAGES_OPENAI_API',
  'IMAGES_EDIT_OPENAI_API',
] as const;

/** Where all of it goes. What is left out goes to api.openai.com, whatever the address for chats is. */
export function providerVariables(modelsUrl: string): Variables {
  return Object.fromEntries(PROVIDER_PREFIXES.map((prefix) => [`${prefix}_BASE_URL`, modelsUrl] as const));
}

/** The variables that hold Open WebUI's key for all of it. */
export const PROVIDER_KEYS = PROVIDER_PREFIXES.map((prefix) => `${prefix}_KEY`);

/**
 * The list of models that people choose from, which by itself has those for embeddings, speech and images too. LiteLLM
 * says what there is where every model chats, where a name stands for many, and where the admin panel keeps the list:
 * that one would stay as it was at the first start.
 */
export function chatModelVariables(
  { managedBy }: OpenWebUiSettings,
  models: readonly LiteLlmModel[],
  aliases: Readonly<Record<string, string>>,
): Variables {
  const chats = models.filter(({ mode }) => mode === 'chat').map(({ name }) => name);
  const isWhole = chats.length === models.length || models.some(({ name }) => name.includes('*'));
  if (managedBy === 'admin-ui' || isWhole || chats.length === 0) return {};
  const others = Object.keys(aliases).filter((alias) => chats.includes(aliases[alias] ?? ''));
  return { OPENAI_API_CONFIGS: JSON.stringify({ 0: { model_ids: [...new Set([...chats, ...others])] } }) };
}

/** What LiteLLM does besides chats, where a model for it is configured; the rest Open WebUI does in its own process. */
export function modelVariables({ embeddings }: OpenWebUiSettings, models: readonly LiteLlmModel[]): Variables {
  const named = (mode: ModelMode) => models.find((model) => model.mode === mode)?.name;
  const embedding = named('embedding');
  const transcription = named('audio_transcription');
  const speech = named('audio_speech');
  const image = named('image_generation');
  return {
    ...(embedding
      ? {
          RAG_EMBEDDING_ENGINE: 'openai',
          RAG_EMBEDDING_MODEL: embedding,
          RAG_EMBEDDING_BATCH_SIZE: String(embeddings.batchSize),
          RAG_EMBEDDING_CONCURRENT_REQUESTS: String(embeddings.concurrentRequests),
        }
      : {}),
    ...(transcription ? { AUDIO_STT_ENGINE: 'openai', AUDIO_STT_MODEL: transcription } : {}),
    ...(speech ? { AUDIO_TTS_ENGINE: 'openai', AUDIO_TTS_MODEL: speech } : {}),
    ...(image
      ? { ENABLE_IMAGE_GENERATION: 'True', IMAGE_GENERATION_ENGINE: 'openai', IMAGE_GENERATION_MODEL: image }
      : {}),
  };
}

/** Where it reaches no internet it would wait there at every start, for newer models and for packages. */
export function internetVariables(loadsPages: boolean): Variables {
  return loadsPages ? {} : { OFFLINE_MODE: 'True' };
}

/** What answers when a chat searches the web. */
export function searchVariables(search: SearchConnection, loadsPages: boolean): Variables {
  // Without it every search would wait for pages that cannot be had, and find nothing.
  const snippetsOnly: Variables = loadsPages ? {} : { BYPASS_WEB_SEARCH_WEB_LOADER: 'True' };
  switch (search.kind) {
    case 'none':
      return { ENABLE_WEB_SEARCH: 'False' };
    case 'searxng':
      return {
        ENABLE_WEB_SEARCH: 'True',
        WEB_SEARCH_ENGINE: 'searxng',
        SEARXNG_QUERY_URL: search.queryUrl,
        ...snippetsOnly,
      };
    case 'external':
      return { ENABLE_WEB_SEARCH: 'True', WEB_SEARCH_ENGINE: search.engine, ...search.variables, ...snippetsOnly };
  }
}
