import { PROTECTED_BECAUSE, type ProtectedVariable, type Protection } from '../helm/protected-values';

const { database, exposure, name, serviceAccount } = PROTECTED_BECAUSE;

const OPEN_WEBUI_SECRET = {
  reason: 'every replica needs the same one, and it is in a Secret',
  use: '`openwebui.secretKey`',
};
const MODEL_ACCESS = {
  reason: 'Open WebUI reaches models through LiteLLM alone, with a key of its own that is in a Secret',
  use: '`litellm.models`',
};
const SESSIONS = {
  reason: 'sessions are on a Redis that evicts nothing, and its password is in a Secret',
  use: "the environment's `redis.openwebui`",
};
const FILES = { reason: 'files are where the environment keeps them', use: "the environment's `storage`" };

/** Why what decides who gets in, as whom, is protected. */
const SIGN_IN = 'whoever reaches the address could get in, or get rights, that nobody meant to give';

/** What decides who gets in, as whom and with which rights; each has a setting, or one safe value. */
const ENTRY: readonly ProtectedVariable[] = [
  {
    name: /^(WEBUI_AUTH_TRUSTED_\w+_HEADER|TRUSTED_SIGNATURE_KEY)$/,
    reason: 'nothing in front takes such a header off, so whoever sends it is whom it names',
    use: '`openwebui.sso`',
  },
  { name: /^(WEBUI_AUTH|ENABLE_INITIAL_ADMIN_SIGNUP)$/, reason: SIGN_IN, use: 'nothing: users sign in' },
  {
    name: /^ENABLE_(LOGIN_FORM|PASSWORD_AUTH|OAUTH_(SIGNUP|PERSISTENT_CONFIG|(ROLE|GROUP)_MANAGEMENT|GROUP_CREATION|EMAIL_FALLBACK))$/,
    reason: SIGN_IN,
    use: '`openwebui.sso`',
  },
  {
    name: /^OAUTH_(MERGE_ACCOUNTS_BY_EMAIL|ROLES_CLAIM|(ADMIN|ALLOWED)_ROLES|GROUP_CLAIM)$/,
    reason: SIGN_IN,
    use: '`openwebui.sso`',
  },
  {
    name: /^(BYPASS_RETRIEVAL_ACCESS_CONTROL|ENABLE_RETRIEVAL_UNSCOPED_COLLECTIONS)$/,
    reason: "users would read each other's files",
    use: 'nothing: it stays off',
  },
];

/** What of Open WebUI's chart is protected. */
export const PROTECTED_VALUES: Protection = {
  values: [
    { path: 'nameOverride', ...name },
    { path: 'fullnameOverride', ...name },
    { path: 'namespaceOverride', ...name },
    {
      path: 'image.tag',
      reason: 'the job that migrates the database runs the same release',
      use: '`openwebui.image.tag`',
    },
    { path: 'image.useSlim', reason: 'it is part of the tag', use: '`openwebui.image.tag`' },
    { path: 'serviceAccount', ...serviceAccount, use: 'nothing: the role follows from `storage`' },
    { path: 'service', ...name },
    { path: 'ingress', ...exposure },
    { path: 'route', ...exposure },
    { path: 'databaseUrl', ...database },
    { path: 'websocket', ...SESSIONS },
    { path: 'persistence', ...FILES },
    { path: 'replicaCount', reason: 'more than one needs a bucket for files', use: '`openwebui.replicas`' },
    {
      path: 'strategy',
      reason: 'two releases of Open WebUI must not run on one database at the same time',
      use: 'nothing: all pods are replaced together',
    },
    { path: 'workload', ...FILES },
    { path: 'enableOpenaiApi', ...MODEL_ACCESS },
    { path: 'openaiBaseApiUrl', ...MODEL_ACCESS },
    { path: 'openaiBaseApiUrls', ...MODEL_ACCESS },
    { path: 'openaiApiKey', ...MODEL_ACCESS },
    { path: 'openaiApiKeys', ...MODEL_ACCESS },
    { path: 'openaiApiKeyExistingSecret', ...MODEL_ACCESS },
    { path: 'openaiApiKeyExistingSecretKey', ...MODEL_ACCESS },
    { path: 'openaiApiKeysExistingSecret', ...MODEL_ACCESS },
    { path: 'openaiApiKeysExistingSecretKey', ...MODEL_ACCESS },
    { path: 'ollama', ...MODEL_ACCESS, use: 'a model with `provider: "ollama"` in `litellm.models`' },
    { path: 'ollamaUrls', ...MODEL_ACCESS, use: 'a model with `provider: "ollama"` in `litellm.models`' },
    { path: 'sso', reason: "the clients' secrets are in a Secret", use: '`openwebui.sso`' },
    {
      path: 'tika',
      reason: 'its image is pinned, and its pods reach nothing',
      use: '`openwebui.tika`',
    },
    {
      path: 'pipelines.enabled',
      reason: 'its image moves, and its key would be in the values',
      use: '`openwebui.pipelines`',
    },
  ],
  variableLists: ['extraEnvVars', 'commonEnvVars'],
  variables: [
    ...ENTRY,
    {
      name: /^(DATABASE_(URL|TYPE|USER|PASSWORD|HOST|PORT|NAME|SCHEMA)|SESSION_DATABASE_URL|PGVECTOR_DB_URL|VECTOR_DB)$/,
      ...database,
    },
    {
      name: /^ENABLE_DB_MIGRATIONS$/,
      reason: 'one container migrates, before the pods start',
      use: 'nothing: it stays off',
    },
    {
      name: /^(REDIS_(URL|CLUSTER|SENTINEL_.*|KEY_PREFIX)|WEBSOCKET_(MANAGER|REDIS_URL|REDIS_CLUSTER|SENTINEL_.*))$/,
      ...SESSIONS,
    },
    { name: /^(WEBUI_SECRET_KEY|WEBUI_JWT_SECRET_KEY|OAUTH_SESSION_TOKEN_ENCRYPTION_KEY)$/, ...OPEN_WEBUI_SECRET },
    {
      name: /^(OPENAI_API_(BASE_URLS?|KEYS?)|ENABLE_OPENAI_API|ENABLE_OLLAMA_API|OLLAMA_BASE_URLS?)$/,
      ...MODEL_ACCESS,
    },
    { name: /^(RAG|AUDIO_STT|AUDIO_TTS|IMAGES|IMAGES_EDIT)_OPENAI_API_(BASE_URL|KEY)$/, ...MODEL_ACCESS },
    { name: /^(STORAGE_PROVIDER|S3_.*)$/, ...FILES },
    { name: /^ENABLE_PERSISTENT_CONFIG$/, reason: 'it is one setting', use: '`openwebui.managedBy`' },
    { name: /^ENABLE_SIGNUP$/, reason: 'it is one setting', use: '`openwebui.signUp`' },
    { name: /^BYPASS_MODEL_ACCESS_CONTROL$/, reason: 'it is one setting', use: '`openwebui.modelAccess`' },
    { name: /^TASK_MODEL_EXTERNAL$/, reason: 'it has to be a model that there is', use: '`openwebui.taskModel`' },
    { name: /^WEBUI_ADMIN_(EMAIL|PASSWORD|NAME)$/, reason: 'the password is in a Secret', use: '`openwebui.admin`' },
    {
      name: /^((OAUTH|MICROSOFT|GOOGLE|GITHUB)_CLIENT_.*|OPENID_PROVIDER_URL|(OPENID|MICROSOFT|GOOGLE)_REDIRECT_URI)$/,
      reason: "the clients' secrets are in a Secret",
      use: '`openwebui.sso`',
    },
    {
      name: /^DATABASE_POOL_/,
      reason: "the database's connections are counted from it",
      use: '`openwebui.databasePool`',
    },
    {
      name: /^PGVECTOR_POOL_/,
      reason: "the database's connections are counted from it",
      use: 'nothing: it is fixed',
    },
    { name: /^ENABLE_FORWARD_USER_INFO_HEADERS$/, reason: 'it is one setting', use: '`openwebui.userSpend`' },
  ],
};
