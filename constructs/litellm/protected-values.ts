import {
  PROTECTED_BECAUSE,
  type ProtectedValue,
  type ProtectedVariable,
  type Protection,
} from '../helm/protected-values';

const { database, exposure, name, serviceAccount } = PROTECTED_BECAUSE;

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
const ACCOUNT = { ...serviceAccount, use: '`litellm.identity`' };
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
  { name: /^(DATABASE_|DIRECT_URL$|IAM_TOKEN_DB_AUTH$|DISABLE_SCHEMA_UPDATE$)/, ...database },
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
  {
    name: /^(UI_USERNAME|UI_PASSWORD|EXPERIMENTAL_UI_LOGIN|PROXY_ADMIN_ID)$/,
    reason: "the administration's page has no other key than the administrator's",
    use: '`litellm.masterKey`',
  },
  {
    name: /^LITELLM_CORS_(ORIGINS|ALLOW_CREDENTIALS)$/,
    reason: "other sites' pages would call it as whoever has signed in",
    use: 'nothing: it stays as it is',
  },
  { name: /^(DISABLE_ADMIN_UI|NO_DOCS|NO_OPENAPI|NO_REDOC)$/, reason: 'it is one setting', use: '`litellm.adminUi`' },
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

/** What opens LiteLLM without a key, or to other keys than its own. */
const OPEN_DOORS: readonly (readonly [setting: string, reason: string])[] = [
  ['allow_requests_on_db_unavailable', 'while the database is away every key would do, whatever it is'],
  ['allow_user_auth', 'users would get in without a virtual key'],
  ['public_routes', 'what it names would be answered without a key'],
  ['custom_auth', 'who gets in would be decided by code that the platform does not know'],
  ['custom_ui_sso_sign_in_handler', 'who gets in would be decided by what a header says'],
  ['enable_oauth2_proxy_auth', 'whoever sends its headers would be whom they name'],
  ['oauth2_config_mappings', 'whoever sends its headers would be whom they name'],
  ['allow_client_side_credentials', "a caller would send the platform's calls, and its keys, to a server of theirs"],
];

/** Where a call goes when its model fails, and the setting for it. */
const FALLBACKS: readonly (readonly [setting: string, use: string])[] = [
  ['fallbacks', '`litellm.fallbacks`'],
  ['context_window_fallbacks', '`litellm.contextWindowFallbacks`'],
  ['content_policy_fallbacks', '`litellm.contentPolicyFallbacks`'],
  ['default_fallbacks', '`litellm.defaultFallbacks`'],
];

/** What both of LiteLLM's charts call its configuration, at a path of their own. */
function configuration(path: string): readonly ProtectedValue[] {
  return [
    { path: `${path}.model_list`, ...MODELS },
    { path: `${path}.general_settings.master_key`, ...MASTER_KEY },
    { path: `${path}.general_settings.database_url`, ...database },
    {
      path: `${path}.general_settings.database_connection_pool_limit`,
      ...database,
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
    ...OPEN_DOORS.map(([setting, reason]) => ({
      path: `${path}.general_settings.${setting}`,
      reason,
      use: 'nothing: callers show a virtual key',
    })),
    { path: `${path}.litellm_settings.cache`, ...CACHE },
    { path: `${path}.litellm_settings.cache_params`, ...CACHE },
    {
      path: `${path}.litellm_settings.require_auth_for_metrics_endpoint`,
      reason: 'without it anyone in the cluster reads who asks for what',
      use: 'nothing: it stays on',
    },
    ...FALLBACKS.flatMap(([setting, use]) =>
      ['router_settings', 'litellm_settings'].map((block) => ({
        path: `${path}.${block}.${setting}`,
        reason: "a list of its own takes the platform's place",
        use,
      })),
    ),
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

/** What of the chart 1.0.0 is protected. */
export const PROTECTED_VALUES: Protection = {
  values: [
    { path: 'nameOverride', ...name },
    { path: 'fullnameOverride', ...name },
    { path: 'image.tag', ...LITELLM_IMAGE },
    { path: 'image.digest', ...LITELLM_IMAGE },
    { path: 'monolith.enabled', reason: 'it is one setting', use: '`litellm.shape`' },
    { path: 'serviceAccounts', ...ACCOUNT },
    { path: 'masterKey', ...MASTER_KEY },
    { path: 'database.writer', ...database },
    { path: 'database.reader', ...database },
    { path: 'redis', ...COORDINATION },
    { path: 'ingress', ...exposure },
    { path: 'gateway.enabled', reason: 'it is one setting', use: '`litellm.shape`' },
    { path: 'gateway.service', ...name },
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
};

/** What of the classic chart is protected. */
export const CLASSIC_PROTECTED_VALUES: Protection = {
  values: [
    { path: 'nameOverride', ...name },
    { path: 'fullnameOverride', ...name },
    { path: 'image.tag', ...LITELLM_IMAGE },
    { path: 'serviceAccount', ...ACCOUNT },
    { path: 'masterkey', ...MASTER_KEY },
    { path: 'masterkeySecretName', ...MASTER_KEY },
    { path: 'masterkeySecretKey', ...MASTER_KEY },
    { path: 'db', ...database },
    { path: 'postgresql', ...database },
    { path: 'redis', ...COORDINATION },
    { path: 'ingress', ...exposure },
    { path: 'service', ...name },
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
};
