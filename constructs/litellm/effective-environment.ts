import type { ValueMap } from '../helm/helm-merge';
import { ChartReader } from '../helm/chart-reader';
import { allOf, type ContainerVariables, type EnvVar, plain, secret, written } from '../helm/container-variables';

/** The chart's defaults for what is read here. */
export const LITELLM_DEFAULTS: ValueMap = {
  monolith: { enabled: false },
  masterKey: { secretName: 'litellm-master-key-secret', secretKey: 'master-key', generate: false },
  database: {
    writer: {
      port: 5432,
      passwordSecret: { name: 'litellm-writer-secret', usernameKey: 'username', passwordKey: 'password' },
    },
    reader: {
      port: 5432,
      passwordSecret: { name: 'litellm-reader-secret', usernameKey: 'username', passwordKey: 'password' },
    },
    connectionPool: { enabled: false, maxDbConnections: 20, maxClientConn: 1000 },
  },
  redis: { cluster: false, host: '', port: 6379, passwordSecret: { name: '', passwordKey: 'password' } },
  gateway: {
    enabled: true,
    logLevel: 'INFO',
    numWorkers: 1,
    config: { create: true },
    metricsServer: { enabled: false, port: 4001 },
    collector: {
      enabled: false,
      address: 'unix:///var/run/litellm/collector.sock',
      bufferSize: 1000,
      onUnavailable: 'fallback',
      drainTimeoutSeconds: 10,
    },
  },
  backend: { enabled: true, logLevel: 'INFO' },
  ui: { enabled: true, logLevel: 'INFO' },
  migrationJob: { enabled: true },
  billingMetrics: { enabled: false, endpoint: 'https://telemetry.litellm.ai' },
};

const MULTIPROCESS_FOLDER = plain('PROMETHEUS_MULTIPROC_DIR', '/tmp/litellm_prometheus_multiproc');
const CONFIG_FILE = plain('CONFIG_FILE_PATH', '/app/config/config.yaml');

/** Variables of every container of the chart `litellm` 1.0.0. */
export function litellmVariables(values: unknown, release: string): ContainerVariables {
  const chart = new ChartReader(LITELLM_DEFAULTS, values);
  const isMonolith = chart.is('monolith.enabled');
  const serving = isMonolith ? 'proxy' : 'gateway';
  const isServing = isMonolith || chart.is('gateway.enabled');
  return {
    ...(chart.is('migrationJob.enabled') ? { 'prisma-migrations': server(chart, 'migrationJob') } : {}),
    ...(isServing ? { [serving]: dataPlane(chart, release) } : {}),
    ...(isServing && chart.is('gateway.metricsServer.enabled') ? { metrics: [MULTIPROCESS_FOLDER] } : {}),
    ...(isServing && chart.is('gateway.collector.enabled') ? { collector: collector(chart, release) } : {}),
    ...(!isMonolith && chart.is('backend.enabled') ? { backend: backend(chart, release) } : {}),
    ...(!isMonolith && chart.is('ui.enabled') ? { ui: dashboard(chart) } : {}),
  };
}

function dataPlane(chart: ChartReader, release: string): EnvVar[] {
  return [
    masterKey(chart, release),
    ...server(chart, 'gateway'),
    ...when(chart.is('gateway.config.create'), () => [CONFIG_FILE]),
    ...when(chart.is('gateway.numWorkers'), () => [plain('NUM_WORKERS', chart.at('gateway.numWorkers'))]),
    ...connectionPool(chart),
    ...billing(chart),
    ...when(chart.is('gateway.metricsServer.enabled'), () => [MULTIPROCESS_FOLDER]),
    ...when(chart.is('gateway.collector.enabled'), () => collectorAddress(chart)),
    ...sources(chart, 'gateway'),
  ];
}

function backend(chart: ChartReader, release: string): EnvVar[] {
  return [
    masterKey(chart, release),
    ...server(chart, 'backend'),
    ...when(chart.is('gateway.config.create'), () => [CONFIG_FILE]),
    ...billing(chart),
    ...sources(chart, 'backend'),
  ];
}

function dashboard(chart: ChartReader): EnvVar[] {
  return [
    ...when(chart.is('ui.logLevel'), () => [plain('LITELLM_LOG', chart.at('ui.logLevel'))]),
    ...when(chart.is('ui.backendUrl'), () => [plain('LITELLM_BACKEND_URL', chart.at('ui.backendUrl'))]),
    ...written(chart.at('ui.extraEnv')),
    ...sources(chart, 'ui'),
  ];
}

function collector(chart: ChartReader, release: string): EnvVar[] {
  return [
    masterKey(chart, release),
    ...server(chart, 'gateway'),
    ...when(chart.is('gateway.config.create'), () => [CONFIG_FILE]),
    ...connectionPool(chart),
    ...collectorAddress(chart),
    plain('LITELLM_JOB_ROLE', 'collector'),
    ...sources(chart, 'gateway'),
  ];
}

function masterKey(chart: ChartReader, release: string): EnvVar {
  const generated = `${chart.textOr('fullnameOverride', `${release}-${chart.textOr('nameOverride', 'litellm')}`)}-masterkey`;
  return secret(
    'LITELLM_MASTER_KEY',
    chart.textOr('masterKey.secretName', generated),
    chart.textOr('masterKey.secretKey', 'master-key'),
  );
}

/** What every part that reaches the database gets; a part's own list comes last. */
function server(chart: ChartReader, component: string): EnvVar[] {
  return [
    ...when(chart.is(`${component}.logLevel`), () => [plain('LITELLM_LOG', chart.at(`${component}.logLevel`))]),
    ...writer(chart),
    ...when(chart.is('database.reader.host'), () => reader(chart)),
    plain('DISABLE_SCHEMA_UPDATE', 'true'),
    ...when(chart.is('redis.host'), () => redis(chart)),
    ...written(chart.at(`${component}.extraEnv`)),
  ];
}

function writer(chart: ChartReader): EnvVar[] {
  const at = (key: string) => `database.writer.${key}`;
  const name = chart.at(at('passwordSecret.name'));
  const user = chart.textOr(at('passwordSecret.usernameKey'), 'username');
  return [
    plain('DATABASE_HOST', chart.at(at('host'))),
    plain('DATABASE_PORT', chart.textOr(at('port'), '5432')),
    secret('DATABASE_USER', name, user),
    secret('DATABASE_USERNAME', name, user),
    plain('DATABASE_NAME', chart.at(at('dbname'))),
    ...when(chart.is(at('schema')), () => [plain('DATABASE_SCHEMA', chart.at(at('schema')))]),
    ...when(chart.is(at('sslMode')), () => [plain('DATABASE_SSLMODE', chart.at(at('sslMode')))]),
    ...when(chart.is(at('sslRootCert')), () => [plain('DATABASE_SSLROOTCERT', chart.at(at('sslRootCert')))]),
    chart.is(at('useIAMAuth'))
      ? plain('IAM_TOKEN_DB_AUTH', 'true')
      : chart.is(at('useAzureEntraAuth'))
        ? plain('AZURE_POSTGRESQL_AUTH', 'true')
        : secret('DATABASE_PASSWORD', name, chart.textOr(at('passwordSecret.passwordKey'), 'password')),
  ];
}

function reader(chart: ChartReader): EnvVar[] {
  const at = (key: string) => `database.reader.${key}`;
  const name = chart.at(at('passwordSecret.name'));
  const user = secret('DATABASE_USER_READ_REPLICA', name, chart.textOr(at('passwordSecret.usernameKey'), 'username'));
  const isToken = chart.is(at('useIAMAuth')) || chart.is(at('useAzureEntraAuth'));
  return [
    plain('DATABASE_HOST_READ_REPLICA', chart.at(at('host'))),
    plain('DATABASE_PORT_READ_REPLICA', chart.textOr(at('port'), '5432')),
    plain('DATABASE_NAME_READ_REPLICA', chart.at(at('dbname'))),
    ...when(chart.is(at('schema')), () => [plain('DATABASE_SCHEMA_READ_REPLICA', chart.at(at('schema')))]),
    ...when(!isToken || chart.is(at('passwordSecret.name')), () => [user]),
    ...when(!isToken, () => [
      secret('DATABASE_PASSWORD_READ_REPLICA', name, chart.textOr(at('passwordSecret.passwordKey'), 'password')),
    ]),
  ];
}

function redis(chart: ChartReader): EnvVar[] {
  const port = chart.text('redis.port');
  const seeds = JSON.stringify([{ host: chart.text('redis.host'), port: Number(port) }]);
  return [
    plain('REDIS_HOST', chart.at('redis.host')),
    plain('REDIS_PORT', port),
    ...when(chart.is('redis.passwordSecret.name'), () => [
      secret(
        'REDIS_PASSWORD',
        chart.at('redis.passwordSecret.name'),
        chart.textOr('redis.passwordSecret.passwordKey', 'password'),
      ),
    ]),
    ...when(chart.is('redis.cluster'), () => [plain('REDIS_CLUSTER_NODES', seeds)]),
  ];
}

function connectionPool(chart: ChartReader): EnvVar[] {
  if (!chart.is('database.connectionPool.enabled')) return [];
  return [
    plain('LITELLM_PGBOUNCER_ENABLED', 'true'),
    plain('LITELLM_PGBOUNCER_MAX_DB_CONNECTIONS', chart.at('database.connectionPool.maxDbConnections')),
    plain('LITELLM_PGBOUNCER_MAX_CLIENT_CONN', chart.at('database.connectionPool.maxClientConn')),
  ];
}

function collectorAddress(chart: ChartReader): EnvVar[] {
  const at = (key: string) => chart.at(`gateway.collector.${key}`);
  return [
    plain('LITELLM_COLLECTOR_ENABLED', 'true'),
    plain('LITELLM_COLLECTOR_ADDRESS', at('address')),
    plain('LITELLM_COLLECTOR_BUFFER_SIZE', at('bufferSize')),
    plain('LITELLM_COLLECTOR_ON_UNAVAILABLE', at('onUnavailable')),
    plain('LITELLM_COLLECTOR_DRAIN_TIMEOUT_SECONDS', at('drainTimeoutSeconds')),
  ];
}

function billing(chart: ChartReader): EnvVar[] {
  if (!chart.is('billingMetrics.enabled')) return [];
  return [
    plain('LITELLM_BILLING_METRICS_ENDPOINT', chart.at('billingMetrics.endpoint')),
    plain('LITELLM_BILLING_METRICS_CLIENT_CERT', '/etc/litellm/billing-mtls/tls.crt'),
    plain('LITELLM_BILLING_METRICS_CLIENT_KEY', '/etc/litellm/billing-mtls/tls.key'),
    ...when(chart.is('billingMetrics.caSecretName'), () => [
      plain('LITELLM_BILLING_METRICS_CA_CERT', '/etc/litellm/billing-mtls-ca/ca.crt'),
    ]),
    ...when(chart.is('billingMetrics.exportIntervalMs'), () => [
      plain('LITELLM_BILLING_METRICS_EXPORT_INTERVAL_MS', chart.at('billingMetrics.exportIntervalMs')),
    ]),
  ];
}

function sources(chart: ChartReader, component: string): EnvVar[] {
  return [
    ...allOf('ConfigMap', chart.at(`${component}.envConfigMaps`)),
    ...allOf('Secret', chart.at(`${component}.envSecrets`)),
  ];
}

function when(holds: boolean, variables: () => readonly EnvVar[]): readonly EnvVar[] {
  return holds ? variables() : [];
}
