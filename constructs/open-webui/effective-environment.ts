import { isMap, type ValueMap } from '../helm/helm-merge';
import { ChartReader } from '../helm/chart-reader';
import {
  type ContainerVariables,
  type EnvVar,
  plain,
  secret,
  text,
  written,
  writtenSources,
} from '../helm/container-variables';

/** The chart's defaults for what is read here. */
export const OPEN_WEBUI_DEFAULTS: ValueMap = {
  clusterDomain: 'cluster.local',
  ollama: { enabled: true },
  ollamaUrls: [],
  ollamaUrlsFromExtraEnv: false,
  pipelines: { enabled: true },
  tika: { enabled: false },
  terminals: { enabled: false },
  websocket: {
    enabled: true,
    manager: 'redis',
    url: '',
    existingSecret: '',
    existingSecretKey: 'redis-url',
  },
  ingress: { enabled: false, tls: false, host: 'chat.example.com' },
  persistence: { provider: 'local' },
  enableOpenaiApi: true,
  openaiBaseApiUrl: 'https://api.openai.com/v1',
  openaiBaseApiUrls: [],
  openaiApiKey: '0p3n-w3bu!',
  openaiApiKeys: [],
  databaseUrl: '',
  sso: { enabled: false },
};

/** Where the subcharts listen, as their own defaults say. */
const OLLAMA_PORT = 11_434;
const PIPELINES_PORT = 9099;

export interface OpenWebUiRelease {
  readonly release: string;
  readonly namespace: string;
}

/** Variables of every container of the chart `open-webui`. */
export function openWebUiVariables(values: unknown, release: OpenWebUiRelease): ContainerVariables {
  const chart = new ChartReader(OPEN_WEBUI_DEFAULTS, values);
  const own = chart.at('extraInitContainers');
  const initContainers = Array.isArray(own) ? own.filter(isMap) : [];
  return {
    'copy-app-data': [],
    ...Object.fromEntries(
      initContainers.map(({ name, env, envFrom }) => [text(name), [...written(env), ...writtenSources(envFrom)]]),
    ),
    'open-webui': [
      ...address(chart),
      ...ollama(chart, release),
      ...openai(chart, release),
      ...tika(chart, release),
      ...files(chart),
      ...websocket(chart, release),
      ...(chart.is('databaseUrl') ? [plain('DATABASE_URL', chart.at('databaseUrl'))] : []),
      ...(chart.is('sso.enabled') ? singleSignOn(chart) : []),
      ...logging(chart),
      ...written(chart.at('extraEnvVars')),
      ...written(chart.at('commonEnvVars')),
      ...writtenSources(chart.at('extraEnvFrom')),
    ],
  };
}

function address(chart: ChartReader): EnvVar[] {
  const isOwn = written(chart.at('extraEnvVars')).some(
    (variable) => 'name' in variable && variable.name === 'WEBUI_URL',
  );
  if (!chart.is('ingress.enabled') || isOwn) return [];
  return [plain('WEBUI_URL', `${chart.is('ingress.tls') ? 'https' : 'http'}://${chart.text('ingress.host')}`)];
}

function ollama(chart: ChartReader, { release, namespace }: OpenWebUiRelease): EnvVar[] {
  if (chart.is('ollamaUrlsFromExtraEnv')) return [];
  const service = chart.textOr(
    'ollama.fullnameOverride',
    `${release}-${chart.textOr('ollama.nameOverride', 'ollama')}`,
  );
  const bundled = `http://${service}.${namespace}.svc.${chart.text('clusterDomain')}:${chart.textOr('ollama.service.port', String(OLLAMA_PORT))}`;
  const urls = [...list(chart.at('ollamaUrls')), ...(chart.is('ollama.enabled') ? [bundled] : [])];
  return urls.length > 0 ? [plain('OLLAMA_BASE_URLS', urls.join(';'))] : [plain('ENABLE_OLLAMA_API', 'False')];
}

/** One address and one key, or several of each where there are several or the pipelines are one of them. */
function openai(chart: ChartReader, release: OpenWebUiRelease): EnvVar[] {
  if (!chart.is('enableOpenaiApi')) return [plain('ENABLE_OPENAI_API', 'False')];
  const hasPipelines = chart.is('pipelines.enabled');
  const own = chart.is('openaiBaseApiUrls')
    ? list(chart.at('openaiBaseApiUrls'))
    : chart.is('openaiBaseApiUrl')
      ? [chart.text('openaiBaseApiUrl')]
      : [];
  const isSeveral = chart.is('openaiBaseApiUrls') || (hasPipelines && own.length > 0);
  const urls = [...(hasPipelines ? [pipelines(chart, release)] : []), ...own];
  if (urls.length === 0) return [];
  return isSeveral
    ? [plain('OPENAI_API_BASE_URLS', urls.join(';')), ...keys(chart)]
    : [plain('OPENAI_API_BASE_URL', urls[0]), ...key(chart)];
}

function key(chart: ChartReader): EnvVar[] {
  if (chart.is('openaiApiKeyExistingSecret')) {
    return [
      secret('OPENAI_API_KEY', chart.at('openaiApiKeyExistingSecret'), chart.at('openaiApiKeyExistingSecretKey')),
    ];
  }
  return chart.is('openaiApiKey') ? [plain('OPENAI_API_KEY', chart.at('openaiApiKey'))] : [];
}

function keys(chart: ChartReader): EnvVar[] {
  if (chart.is('openaiApiKeysExistingSecret')) {
    return [
      secret('OPENAI_API_KEYS', chart.at('openaiApiKeysExistingSecret'), chart.at('openaiApiKeysExistingSecretKey')),
    ];
  }
  return chart.is('openaiApiKeys') ? [plain('OPENAI_API_KEYS', list(chart.at('openaiApiKeys')).join(';'))] : [];
}

function pipelines(chart: ChartReader, { release, namespace }: OpenWebUiRelease): string {
  const name = chart.textOr('pipelines.nameOverride', 'pipelines');
  const service = chart.textOr('pipelines.fullnameOverride', release.includes(name) ? release : `${release}-${name}`);
  const port = chart.textOr('pipelines.service.port', String(PIPELINES_PORT));
  return `http://${service}.${namespace}.svc.${chart.text('clusterDomain')}:${port}`;
}

function tika(chart: ChartReader, { release }: OpenWebUiRelease): EnvVar[] {
  if (!chart.is('tika.enabled')) return [];
  const service = chart.textOr('tika.fullnameOverride', `${release}-${chart.textOr('tika.nameOverride', 'tika')}`);
  return [plain('CONTENT_EXTRACTION_ENGINE', 'Tika'), plain('TIKA_SERVER_URL', `http://${service}:9998`)];
}

/** Fields that are left empty become empty variables. */
function files(chart: ChartReader): EnvVar[] {
  if (chart.at('persistence.provider') !== 's3') return [];
  const at = (field: string) => chart.at(`persistence.s3.${field}`);
  const keyVariable = (name: string, field: string, secretField: string, keyField: string) =>
    at(secretField) ? secret(name, at(secretField), at(keyField)) : plain(name, at(field));
  return [
    plain('STORAGE_PROVIDER', 's3'),
    keyVariable('S3_ACCESS_KEY_ID', 'accessKey', 'accessKeyExistingSecret', 'accessKeyExistingAccessKey'),
    keyVariable('S3_SECRET_ACCESS_KEY', 'secretKey', 'secretKeyExistingSecret', 'secretKeyExistingSecretKey'),
    plain('S3_ENDPOINT_URL', at('endpointUrl')),
    plain('S3_BUCKET_NAME', at('bucket')),
    plain('S3_REGION_NAME', at('region')),
    plain('S3_KEY_PREFIX', at('keyPrefix')),
  ];
}

function websocket(chart: ChartReader, { release, namespace }: OpenWebUiRelease): EnvVar[] {
  const isOn = chart.is('websocket.enabled');
  const support = plain('ENABLE_WEBSOCKET_SUPPORT', isOn ? 'True' : 'False');
  if (!isOn || !chart.is('websocket.manager')) return [support];
  const manager = plain('WEBSOCKET_MANAGER', chart.at('websocket.manager'));
  if (chart.at('websocket.manager') !== 'redis') return [support, manager];

  const name = chart.textOr('nameOverride', 'open-webui');
  const fullname = chart.textOr('fullnameOverride', release.includes(name) ? release : `${release}-${name}`);
  const bundled = `redis://${fullname}-redis.${namespace}.svc.${chart.text('clusterDomain')}:6379/0`;
  const url = (variable: string) =>
    chart.is('websocket.existingSecret')
      ? secret(variable, chart.at('websocket.existingSecret'), chart.textOr('websocket.existingSecretKey', 'redis-url'))
      : plain(variable, chart.textOr('websocket.url', bundled));
  return [support, manager, url('REDIS_URL'), url('WEBSOCKET_REDIS_URL')];
}

/** The providers that have a client id and a client secret, by what their variables begin with. */
const CLIENTS = [
  ['google', 'GOOGLE_CLIENT'],
  ['microsoft', 'MICROSOFT_CLIENT'],
  ['github', 'GITHUB_CLIENT'],
  ['oidc', 'OAUTH_CLIENT'],
] as const;

function singleSignOn(chart: ChartReader): EnvVar[] {
  const is = (field: string) => chart.is(`sso.${field}`);
  const at = (field: string) => chart.at(`sso.${field}`);
  const flag = (field: string, name: string) => (is(field) ? [plain(name, 'True')] : []);
  return [
    ...flag('enableSignup', 'ENABLE_OAUTH_SIGNUP'),
    ...flag('mergeAccountsByEmail', 'OAUTH_MERGE_ACCOUNTS_BY_EMAIL'),
    ...CLIENTS.filter(([provider]) => is(`${provider}.enabled`)).flatMap(([provider, name]) => [
      is(`${provider}.clientExistingSecret`) && is(`${provider}.clientIdExistingSecretKey`)
        ? secret(`${name}_ID`, at(`${provider}.clientExistingSecret`), at(`${provider}.clientIdExistingSecretKey`))
        : plain(`${name}_ID`, at(`${provider}.clientId`)),
      is(`${provider}.clientExistingSecret`)
        ? secret(`${name}_SECRET`, at(`${provider}.clientExistingSecret`), at(`${provider}.clientExistingSecretKey`))
        : plain(`${name}_SECRET`, at(`${provider}.clientSecret`)),
      ...(provider === 'microsoft' ? [plain('MICROSOFT_CLIENT_TENANT_ID', at('microsoft.tenantId'))] : []),
      ...(provider === 'oidc' ? oidc(chart) : []),
    ]),
    ...flag('enableRoleManagement', 'ENABLE_OAUTH_ROLE_MANAGEMENT'),
    ...(is('enableRoleManagement') ? [plain('OAUTH_ROLES_CLAIM', at('roleManagement.rolesClaim'))] : []),
    ...(is('enableRoleManagement') && is('roleManagement.allowedRoles')
      ? [plain('OAUTH_ALLOWED_ROLES', at('roleManagement.allowedRoles'))]
      : []),
    ...(is('enableRoleManagement') && is('roleManagement.adminRoles')
      ? [plain('OAUTH_ADMIN_ROLES', at('roleManagement.adminRoles'))]
      : []),
    ...flag('enableGroupManagement', 'ENABLE_OAUTH_GROUP_MANAGEMENT'),
    ...(is('enableGroupManagement') ? [plain('OAUTH_GROUP_CLAIM', at('groupManagement.groupsClaim'))] : []),
    ...(is('trustedHeader.enabled') ? [plain('WEBUI_AUTH_TRUSTED_EMAIL_HEADER', at('trustedHeader.emailHeader'))] : []),
    ...(is('trustedHeader.enabled') && is('trustedHeader.nameHeader')
      ? [plain('WEBUI_AUTH_TRUSTED_NAME_HEADER', at('trustedHeader.nameHeader'))]
      : []),
  ];
}

function oidc(chart: ChartReader): EnvVar[] {
  const at = (field: string) => chart.at(`sso.oidc.${field}`);
  return [
    chart.is('sso.oidc.existingConfig')
      ? {
          name: 'OPENID_PROVIDER_URL',
          configMap: text(at('existingConfig')),
          key: text(at('existingConfigProviderUrlKey')),
        }
      : plain('OPENID_PROVIDER_URL', at('providerUrl')),
    plain('OAUTH_PROVIDER_NAME', at('providerName')),
    plain('OAUTH_SCOPES', at('scopes')),
  ];
}

function logging(chart: ChartReader): EnvVar[] {
  const components = chart.at('logging.components');
  const levels = isMap(components) ? Object.entries(components).sort(([one], [other]) => (one < other ? -1 : 1)) : [];
  return [
    ...(chart.is('logging.level') ? [plain('GLOBAL_LOG_LEVEL', chart.at('logging.level'))] : []),
    ...levels
      .filter(([, level]) => Boolean(level))
      .map(([component, level]) => plain(`${component.toUpperCase()}_LOG_LEVEL`, level)),
  ];
}

function list(given: unknown): string[] {
  return Array.isArray(given) ? given.map(text) : [];
}
