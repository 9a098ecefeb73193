import type { ValueMap } from '../helm/helm-merge';
import { isMap } from '../helm/helm-merge';
import { ChartReader } from '../helm/chart-reader';
import { allOf, type ContainerVariables, type EnvVar, plain, secret, written } from '../helm/container-variables';

/** The chart's defaults for what is read here. */
export const LITELLM_CLASSIC_DEFAULTS: ValueMap = {
  nameOverride: 'litellm',
  fullnameOverride: '',
  service: { port: 4000 },
  logLevel: 'INFO',
  masterkeySecretName: '',
  masterkeySecretKey: '',
  db: {
    useExisting: false,
    deployStandalone: true,
    endpoint: 'localhost',
    database: 'litellm',
    url: 'postgresql://$(DATABASE_USERNAME):$(DATABASE_PASSWORD)@$(DATABASE_HOST)/$(DATABASE_NAME)',
    secret: { name: 'postgres', usernameKey: 'username', passwordKey: 'password', endpointKey: '' },
    readReplicaUrl: '',
    connectionPool: { enabled: false, maxDbConnections: 20, maxClientConn: 1000 },
  },
  postgresql: { auth: { username: 'litellm', database: 'litellm', password: 'NoTaGrEaTpAsSwOrD' } },
  redis: { enabled: false },
  migrationJob: { enabled: true },
  metricsServer: { enabled: false, port: 4001 },
};

/** Variables of every container of the classic chart, `litellm-helm`. */
export function litellmClassicVariables(values: unknown, release: string): ContainerVariables {
  const chart = new ChartReader(LITELLM_CLASSIC_DEFAULTS, values);
  return {
    ...(chart.is('migrationJob.enabled') ? { 'prisma-migrations': migrations(chart, release) } : {}),
    [chart.textOr('nameOverride', 'litellm-helm')]: proxy(chart, release),
  };
}

/** The Deployment looks at `deployStandalone` first. */
function proxy(chart: ChartReader, release: string): EnvVar[] {
  const name = fullname(chart, release);
  const isBundled = chart.is('db.deployStandalone');
  return [
    plain('HOST', chart.textOr('listen', '0.0.0.0')),
    plain('PORT', chart.at('service.port')),
    ...(isBundled ? bundled(name, release) : chart.is('db.useExisting') ? existing(chart) : []),
    ...replica(chart),
    ...pool(chart),
    secret(
      'PROXY_MASTER_KEY',
      chart.textOr('masterkeySecretName', `${name}-masterkey`),
      chart.textOr('masterkeySecretKey', 'masterkey'),
    ),
    ...redis(chart, release),
    ...(chart.is('logLevel') && !hasKey(chart.at('envVars'), 'LITELLM_LOG')
      ? [plain('LITELLM_LOG', chart.at('logLevel'))]
      : []),
    ...written(mapOnly(chart.at('envVars'))),
    ...written(listOnly(chart.at('extraEnvVars'))),
    ...(chart.is('migrationJob.enabled') ? [plain('DISABLE_SCHEMA_UPDATE', 'true')] : []),
    ...(chart.is('metricsServer.enabled') ? [plain('PROMETHEUS_METRICS_PORT', chart.at('metricsServer.port'))] : []),
    ...allOf('Secret', chart.at('environmentSecrets')),
    ...allOf('ConfigMap', chart.at('environmentConfigMaps')),
  ];
}

/** The job looks at `useExisting` first, and reads none of the `environmentSecrets`. */
function migrations(chart: ChartReader, release: string): EnvVar[] {
  return [
    ...(chart.is('db.useExisting')
      ? existing(chart)
      : chart.is('db.deployStandalone')
        ? bundledUrl(chart, release)
        : []),
    ...written(mapOnly(chart.at('envVars'))),
    ...written(listOnly(chart.at('extraEnvVars'))),
    plain('DISABLE_SCHEMA_UPDATE', 'false'),
  ];
}

function existing(chart: ChartReader): EnvVar[] {
  const name = chart.at('db.secret.name');
  return [
    secret('DATABASE_USERNAME', name, chart.at('db.secret.usernameKey')),
    secret('DATABASE_PASSWORD', name, chart.at('db.secret.passwordKey')),
    chart.is('db.secret.endpointKey')
      ? secret('DATABASE_HOST', name, chart.at('db.secret.endpointKey'))
      : plain('DATABASE_HOST', chart.at('db.endpoint')),
    plain('DATABASE_NAME', chart.at('db.database')),
    plain('DATABASE_URL', chart.at('db.url')),
  ];
}

function bundled(name: string, release: string): EnvVar[] {
  const credentials = `${name}-dbcredentials`;
  return [
    secret('DATABASE_USERNAME', credentials, 'username'),
    secret('DATABASE_PASSWORD', credentials, 'password'),
    plain('DATABASE_HOST', `${release}-postgresql`),
    plain('DATABASE_NAME', 'litellm'),
  ];
}

function bundledUrl(chart: ChartReader, release: string): EnvVar[] {
  const { username, password, database } = {
    username: chart.text('postgresql.auth.username'),
    password: chart.text('postgresql.auth.password'),
    database: chart.text('postgresql.auth.database'),
  };
  return [plain('DATABASE_URL', `postgresql://${username}:${password}@${release}-postgresql/${database}`)];
}

function replica(chart: ChartReader): EnvVar[] {
  const isExisting = chart.is('db.useExisting');
  const name = chart.at('db.secret.name');
  const urlKey = isExisting && chart.is('db.secret.readReplicaUrlKey');
  const hostKey = isExisting && chart.is('db.readReplicaUrl') && chart.is('db.secret.readReplicaEndpointKey');
  return [
    ...(hostKey && !urlKey ? [secret('DATABASE_READER_HOST', name, chart.at('db.secret.readReplicaEndpointKey'))] : []),
    ...(urlKey
      ? [secret('DATABASE_URL_READ_REPLICA', name, chart.at('db.secret.readReplicaUrlKey'))]
      : chart.is('db.readReplicaUrl')
        ? [plain('DATABASE_URL_READ_REPLICA', chart.at('db.readReplicaUrl'))]
        : []),
  ];
}

function pool(chart: ChartReader): EnvVar[] {
  if (!chart.is('db.connectionPool.enabled')) return [];
  return [
    plain('LITELLM_PGBOUNCER_ENABLED', 'true'),
    plain('LITELLM_PGBOUNCER_MAX_DB_CONNECTIONS', chart.at('db.connectionPool.maxDbConnections')),
    plain('LITELLM_PGBOUNCER_MAX_CLIENT_CONN', chart.at('db.connectionPool.maxClientConn')),
  ];
}

function redis(chart: ChartReader, release: string): EnvVar[] {
  if (!chart.is('redis.enabled')) return [];
  return [
    plain('REDIS_HOST', `${release}-redis-master`),
    plain('REDIS_PORT', '6379'),
    secret('REDIS_PASSWORD', `${release}-redis`, 'redis-password'),
  ];
}

function fullname(chart: ChartReader, release: string): string {
  const name = chart.textOr('nameOverride', 'litellm-helm');
  return chart.textOr('fullnameOverride', release.includes(name) ? release : `${release}-${name}`);
}

function hasKey(map: unknown, key: string): boolean {
  return isMap(map) && key in map;
}

function mapOnly(given: unknown): unknown {
  return isMap(given) ? given : undefined;
}

function listOnly(given: unknown): unknown {
  return Array.isArray(given) ? given : undefined;
}
