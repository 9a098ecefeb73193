import { isMap, valueAt } from './helm-merge';
import type { LiteLlmSettings } from '../litellm/settings';

/** A chart of an application that takes passthrough values. */
export type ApplicationChart = 'litellm' | 'litellm-helm' | 'open-webui';

/** A passthrough value that the platform itself has to set. */
export interface ProtectedProblem {
  /** Where it stands in the values, `database.writer.host` or `extraEnvVars[DATABASE_URL]` for example. */
  readonly path: string;
  readonly found: unknown;
  /** Why it is protected. */
  readonly reason: string;
  /** What to write instead. */
  readonly use: string;
}

/** A value, and everything below it, that a passthrough block may not set. */
export interface ProtectedValue {
  /** `database.writer`; the keys of maps, joined by dots. */
  readonly path: string;
  readonly reason: string;
  readonly use: string;
}

/** An environment variable that a passthrough block may not set. */
export interface ProtectedVariable {
  readonly name: RegExp;
  readonly reason: string;
  readonly use: string;
}

/** What of a chart is protected. */
interface Protection {
  readonly values: readonly ProtectedValue[];
  /** Lists or maps of environment variables, of which the named ones are protected. */
  readonly variableLists: readonly string[];
  readonly variables: readonly ProtectedVariable[];
}

const DATABASE = {
  reason: 'the database and its role are made or adopted by the environment, and the password is in a Secret',
  use: "the environment's `postgres`",
};
const CACHE = {
  reason: "each of LiteLLM's two Redis has an eviction policy of its own, and its password is in a Secret",
  use: "the environment's `redis.litellm`, and `litellm.cache` for how answers are cached",
};
const COORDINATION = {
  reason: 'rate limits and queued spend must not be on a Redis that evicts',
  use: "the environment's `redis.coordination`",
};
const MASTER_KEY = {
  reason: "the administrator's key is generated or adopted, and is in a Secret",
  use: '`litellm.masterKey`',
};
const ACCOUNT = {
  reason: "the pods' role is bound to this ServiceAccount, which has to be there before the chart is",
  use: '`litellm.identity`',
};
const NAME = {
  reason: 'routes, roles and the other applications find it by this name',
  use: 'nothing: the name is fixed',
};
const EXPOSURE = {
  reason: 'it would publish paths that the gateway keeps inside, metrics and administration among them',
  use: "the environment's `gateway`",
};
const REPLICAS = { reason: "the database's connections are counted from it", use: '`litellm.replicas`' };
const MIGRATION: readonly ProtectedValue[] = [
  {
    path: 'migrationJob.enabled',
    reason: 'the pods do not migrate the database themselves',
    use: 'nothing: it stays on',
  },
  {
    path: 'migrationJob.hooks.helm.enabled',
    reason: 'a Job that is no hook cannot be changed, and every upgrade changes it',
    use: 'nothing: it stays on',
  },
];
const LITELLM_IMAGE = { reason: 'every container runs the same release', use: '`litellm.image`' };
const MODELS = {
  reason: "the role's permissions, the keys' Secrets and Open WebUI's settings are made from the list of models",
  use: '`litellm.models`',
};

const LITELLM_VARIABLES: readonly ProtectedVariable[] = [
  { name: /^(DATABASE_|DIRECT_URL$|IAM_TOKEN_DB_AUTH$|DISABLE_SCHEMA_UPDATE$)/, ...DATABASE },
  {
    name: /^REDIS_/,
    reason: 'LiteLLM takes every REDIS_* for a default of all its Redis clients, cache and rate limits alike',
    use: "the environment's `redis`",
  },
  { name: /^LITELLM_CACHE_REDIS_/, ...CACHE },
  { name: /^LITELLM_COORDINATION_REDIS_/, ...COORDINATION },
  { name: /^(LITELLM_MASTER_KEY|PROXY_MASTER_KEY)$/, ...MASTER_KEY },
  {
    name: /^LITELLM_SALT_KEY$/,
    reason: 'what was encrypted with one salt key is lost with another',
    use: '`litellm.saltKey`, before the first deployment',
  },
  {
    name: /^PROVIDER_KEY_/,
    reason: "providers' keys are in Secrets",
    use: 'the `apiKey` of the model in `litellm.models`',
  },
  { name: /^(DISABLE_ADMIN_UI|NO_DOCS|NO_REDOC)$/, reason: 'it is one setting', use: '`litellm.adminUi`' },
  {
    name: /^LANGFUSE_(PUBLIC_KEY|SECRET_KEY|HOST)$/,
    reason: 'its keys are in Secrets',
    use: '`litellm.observability.langfuse`',
  },
  {
    name: /^OTEL_(EXPORTER|ENDPOINT|HEADERS|SERVICE_NAME)$/,
    reason: 'its headers are in a Secret',
    use: '`litellm.observability.openTelemetry`',
  },
  {
    name: /^(DRAIN_ENDPOINT_TOKEN|GRACEFUL_SHUTDOWN_TIMEOUT)$/,
    reason: 'pods finish their calls before they go, and the token that asks them to is in a Secret',
    use: '`litellm.drainSeconds`',
  },
];

/** What both of LiteLLM's charts call its configuration, at a path of their own. */
function configuration(path: string): readonly ProtectedValue[] {
  return [
    { path: `${path}.model_list`, ...MODELS },
    { path: `${path}.general_settings.master_key`, ...MASTER_KEY },
    { path: `${path}.general_settings.database_url`, ...DATABASE },
    {
      path: `${path}.general_settings.database_connection_pool_limit`,
      ...DATABASE,
      use: '`litellm.databaseConnections`',
    },
    {
      path: `${path}.general_settings.enable_drain_endpoint`,
      reason: 'pods finish their calls before they go',
      use: '`litellm.drainSeconds`',
    },
    {
      path: `${path}.general_settings.drain_endpoint_token`,
      reason: 'it is in a Secret',
      use: 'nothing: it is generated',
    },
    {
      path: `${path}.general_settings.user_header_mappings`,
      reason: 'it names the header that Open WebUI sends',
      use: '`openwebui.userSpend`',
    },
    { path: `${path}.general_settings.coordination_redis`, ...COORDINATION },
    { path: `${path}.litellm_settings.cache`, ...CACHE },
    { path: `${path}.litellm_settings.cache_params`, ...CACHE },
    {
      path: `${path}.litellm_settings.require_auth_for_metrics_endpoint`,
      reason: 'without it anyone in the cluster reads who asks for what',
      use: 'nothing: it stays on',
    },
    { path: `${path}.router_settings.redis_url`, ...COORDINATION },
    { path: `${path}.router_settings.redis_host`, ...COORDINATION },
    { path: `${path}.router_settings.redis_port`, ...COORDINATION },
    { path: `${path}.router_settings.redis_password`, ...COORDINATION },
    {
      path: `${path}.environment_variables`,
      reason: 'it would set any variable, the protected ones too',
      use: "the chart's own values for variables",
    },
  ];
}

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

/** Every protected value, by chart. The documentation and the command that lists them are made from this. */
export const PROTECTED: Readonly<Record<ApplicationChart, Protection>> = {
  litellm: {
    values: [
      { path: 'nameOverride', ...NAME },
      { path: 'fullnameOverride', ...NAME },
      { path: 'image.tag', ...LITELLM_IMAGE },
      { path: 'image.digest', ...LITELLM_IMAGE },
      { path: 'monolith.enabled', reason: 'it is one setting', use: '`litellm.shape`' },
      { path: 'serviceAccounts', ...ACCOUNT },
      { path: 'masterKey', ...MASTER_KEY },
      { path: 'database.writer', ...DATABASE },
      { path: 'database.reader', ...DATABASE },
      { path: 'redis', ...COORDINATION },
      { path: 'ingress', ...EXPOSURE },
      { path: 'gateway.enabled', reason: 'it is one setting', use: '`litellm.shape`' },
      { path: 'gateway.service', ...NAME },
      { path: 'gateway.config.create', ...MODELS },
      { path: 'gateway.replicaCount', ...REPLICAS },
      { path: 'gateway.numWorkers', ...REPLICAS },
      { path: 'gateway.hpa.minReplicas', ...REPLICAS },
      { path: 'gateway.hpa.maxReplicas', ...REPLICAS },
      { path: 'gateway.metricsServer.enabled', reason: 'it is one setting', use: '`litellm.metrics`' },
      { path: 'gateway.lifecycle', reason: 'pods finish their calls before they go', use: '`litellm.drainSeconds`' },
      ...configuration('gateway.config.proxy_config'),
      { path: 'backend.enabled', reason: 'it is one setting', use: '`litellm.shape`' },
      { path: 'ui.enabled', reason: 'it is one setting', use: '`litellm.adminUi`' },
      ...MIGRATION,
      { path: 'migrationJob.serviceAccountName', ...ACCOUNT },
    ],
    variableLists: ['gateway.extraEnv', 'backend.extraEnv', 'migrationJob.extraEnv'],
    variables: LITELLM_VARIABLES,
  },
  'litellm-helm': {
    values: [
      { path: 'nameOverride', ...NAME },
      { path: 'fullnameOverride', ...NAME },
      { path: 'image.tag', ...LITELLM_IMAGE },
      { path: 'serviceAccount', ...ACCOUNT },
      { path: 'masterkey', ...MASTER_KEY },
      { path: 'masterkeySecretName', ...MASTER_KEY },
      { path: 'masterkeySecretKey', ...MASTER_KEY },
      { path: 'db', ...DATABASE },
      { path: 'postgresql', ...DATABASE },
      { path: 'redis', ...COORDINATION },
      { path: 'ingress', ...EXPOSURE },
      { path: 'service', ...NAME },
      { path: 'replicaCount', ...REPLICAS },
      { path: 'numWorkers', ...REPLICAS },
      { path: 'autoscaling.minReplicas', ...REPLICAS },
      { path: 'autoscaling.maxReplicas', ...REPLICAS },
      { path: 'metricsServer.enabled', reason: 'it is one setting', use: '`litellm.metrics`' },
      { path: 'lifecycle', reason: 'pods finish their calls before they go', use: '`litellm.drainSeconds`' },
      { path: 'proxyConfigMap', ...MODELS },
      ...configuration('proxy_config'),
      ...MIGRATION,
    ],
    variableLists: ['extraEnvVars', 'envVars'],
    variables: LITELLM_VARIABLES,
  },
  'open-webui': {
    values: [
      { path: 'nameOverride', ...NAME },
      { path: 'fullnameOverride', ...NAME },
      { path: 'namespaceOverride', ...NAME },
      {
        path: 'image.tag',
        reason: 'the job that migrates the database runs the same release',
        use: '`openwebui.image.tag`',
      },
      { path: 'image.useSlim', reason: 'it is part of the tag', use: '`openwebui.image.tag`' },
      { path: 'serviceAccount', ...ACCOUNT, use: 'nothing: the role follows from `storage`' },
      { path: 'service', ...NAME },
      { path: 'ingress', ...EXPOSURE },
      { path: 'route', ...EXPOSURE },
      { path: 'databaseUrl', ...DATABASE },
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
      {
        name: /^(DATABASE_(URL|TYPE|USER|PASSWORD|HOST|PORT|NAME|SCHEMA)|SESSION_DATABASE_URL|PGVECTOR_DB_URL|VECTOR_DB)$/,
        ...DATABASE,
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
  },
};

/** The chart that a shape of LiteLLM is installed from. */
export function litellmChart(shape: LiteLlmSettings['shape']): ApplicationChart {
  return shape === 'classic' ? 'litellm-helm' : 'litellm';
}

/** Every protected value that a passthrough block sets. */
export function protectedProblems(chart: ApplicationChart, values: unknown): ProtectedProblem[] {
  const { values: protectedValues, variableLists, variables } = PROTECTED[chart];
  const problems = [
    ...protectedValues.flatMap((value) => valueProblems(values, value)),
    ...variableLists.flatMap((list) => variableProblems(values, list, variables)),
  ];
  return problems.filter(({ path }, index) => problems.findIndex((other) => other.path === path) === index);
}

/** A protected value is also set by whatever takes the place of a map that it is in. */
function valueProblems(values: unknown, { path, reason, use }: ProtectedValue): ProtectedProblem[] {
  const keys = path.split('.');
  const replaced = keys
    .map((_, index) => keys.slice(0, index + 1))
    .find((part) => isSet(valueAt(values, part)) && (part.length === keys.length || !isMap(valueAt(values, part))));
  return replaced ? [{ path: replaced.join('.'), found: valueAt(values, replaced), reason, use }] : [];
}

function variableProblems(values: unknown, list: string, variables: readonly ProtectedVariable[]): ProtectedProblem[] {
  const keys = list.split('.');
  const given = valueAt(values, keys);
  if (!isSet(given)) return valueProblems(values, { path: list, ...LOST_VARIABLES });
  const named = namedVariables(given);
  if (!named) return [{ path: list, found: given, ...LOST_VARIABLES }];
  return named.flatMap(([name, found]) => {
    const hit = variables.find((variable) => variable.name.test(name));
    return hit ? [{ path: `${list}[${name}]`, found, reason: hit.reason, use: hit.use }] : [];
  });
}

const LOST_VARIABLES = {
  reason: "the platform's own variables would be gone",
  use: "a list of variables; it is merged with the platform's by name",
};

/** Variables by name, whether they are written as a list or as a map. */
function namedVariables(given: unknown): readonly (readonly [string, unknown])[] | undefined {
  if (isMap(given)) return Object.entries(given);
  if (!Array.isArray(given)) return undefined;
  return given.flatMap((entry: unknown) =>
    isMap(entry) && typeof entry.name === 'string' ? [[entry.name, entry.value ?? entry.valueFrom] as const] : [],
  );
}

/** `null` is set too: it takes away what a chart or the platform has there. */
function isSet(value: unknown): boolean {
  return value !== undefined;
}

/** A variable that is protected in every list of a chart's, or `undefined`. */
export function protectedVariable(chart: ApplicationChart, name: string): ProtectedVariable | undefined {
  return PROTECTED[chart].variables.find((variable) => variable.name.test(name));
}
