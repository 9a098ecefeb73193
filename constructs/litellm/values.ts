import { spread } from '../kubernetes/scheduling';
import type { ChartValues } from '../helm/chart-values';
import { managementPods } from './database-connections';
import { draining } from './drain';
import { LITELLM, LITELLM_BACKEND_PORT, LITELLM_PORT, LITELLM_SECRETS, type LiteLlmPlan } from './plan';
import type { LiteLlmSettings } from './settings';
import { READ_ONLY_CONTAINER, RESTRICTED_POD } from '../kubernetes/restricted-pod';

/** Restarts the pods when a Secret that they read has changed. */
const RELOAD = { 'reloader.stakater.com/auto': 'true' };

/** Where LiteLLM may write. */
export const SCRATCH_FOLDER = '/tmp';

const SCRATCH_VOLUME = { name: 'scratch', emptyDir: { sizeLimit: '1Gi' } };
const SCRATCH_MOUNT = { name: 'scratch', mountPath: SCRATCH_FOLDER };

/** CPU at which pods are added. Memory says nothing: Prisma's stays at its highest. */
const TARGET_CPU_PERCENT = 60;

/** Values of the chart `litellm` 1.0.0, in one piece (`monolith`) or split. */
export function litellmValues(plan: LiteLlmPlan): ChartValues {
  const { settings } = plan;
  const split = settings.shape === 'split';
  const account = { create: false, name: LITELLM, automount: false };
  return {
    fullnameOverride: LITELLM,
    image: { tag: settings.image.tag, digest: settings.image.digest },
    monolith: { enabled: !split },
    // Made beside the chart: its hook for migrations runs before the chart's own objects exist.
    serviceAccounts: { gateway: account, backend: account, ui: account },
    masterKey: { secretName: LITELLM_SECRETS.masterKey.name, secretKey: LITELLM_SECRETS.masterKey.key },
    database: database(plan),
    // Its REDIS_* variables would be the default of every client; the configuration names each server instead.
    redis: { host: '' },
    gateway: {
      ...serving(plan, split ? 'gateway' : 'proxy'),
      config: { create: true, proxy_config: plan.config },
      metricsServer: { enabled: settings.metrics },
      numWorkers: 1,
      service: { port: LITELLM_PORT },
      ...scaling(settings),
    },
    backend: {
      enabled: split,
      ...serving(plan, 'backend'),
      // The management API: nobody's calls to models pass through it.
      hpa: { enabled: false },
      replicaCount: managementPods(settings),
      pdb: disruption(settings),
    },
    ui: {
      enabled: split && settings.adminUi,
      // The browser asks the management API itself, and comes to both through port-forwards: neither has a route.
      backendUrl: `http://localhost:${LITELLM_BACKEND_PORT}`,
      replicaCount: 1,
      podSecurityContext: RESTRICTED_POD,
      securityContext: READ_ONLY_CONTAINER,
      volumes: [SCRATCH_VOLUME],
      volumeMounts: [SCRATCH_MOUNT],
    },
    migrationJob: {
      enabled: true,
      // As an ordinary object it could not be changed, and every upgrade changes it.
      hooks: { helm: { enabled: true } },
      // A day to read why it failed, instead of two minutes: it outlives a release that is removed.
      ttlSecondsAfterFinished: 86_400,
      serviceAccountName: LITELLM,
      extraEnv: plan.migrationVariables,
      resources: { requests: { cpu: '250m', memory: '512Mi' }, limits: { memory: '1Gi' } },
      podSecurityContext: RESTRICTED_POD,
      securityContext: READ_ONLY_CONTAINER,
      volumes: [SCRATCH_VOLUME, ...plan.volumes],
      volumeMounts: [SCRATCH_MOUNT, ...plan.volumeMounts],
    },
  };
}

function database(plan: LiteLlmPlan): ChartValues {
  const { host, port, database: dbname, sslMode, sslRootCert, usesTokens, readerHost } = plan.database;
  const secret = LITELLM_SECRETS.database;
  const passwordSecret = { name: secret.name, usernameKey: secret.username, passwordKey: secret.password };
  return {
    ...(readerHost ? { reader: { host: readerHost, port, dbname, useIAMAuth: usesTokens, passwordSecret } } : {}),
    writer: {
      host,
      port,
      dbname,
      sslMode,
      sslRootCert,
      useIAMAuth: usesTokens,
      passwordSecret,
    },
  };
}

/** What the pods of the data plane and of the management API have in common. */
function serving(plan: LiteLlmPlan, component: 'proxy' | 'gateway' | 'backend'): ChartValues {
  const { cpu, memoryGib } = plan.settings.resources;
  const size = { cpu: String(cpu), memory: `${memoryGib}Gi` };
  return {
    logLevel: 'INFO',
    extraEnv: plan.variables,
    envSecrets: [LITELLM_SECRETS.environment.name],
    deploymentAnnotations: RELOAD,
    resources: { requests: size, limits: size },
    // The first start fetches nothing, but it is slow on a small CPU.
    startupProbe: {
      httpGet: { path: '/health/liveliness', port: 'http' },
      periodSeconds: 5,
      failureThreshold: 60,
      timeoutSeconds: 5,
    },
    podSecurityContext: RESTRICTED_POD,
    securityContext: READ_ONLY_CONTAINER,
    volumes: [SCRATCH_VOLUME, ...plan.volumes],
    volumeMounts: [SCRATCH_MOUNT, ...plan.volumeMounts],
    ...draining(component === 'backend' ? LITELLM_BACKEND_PORT : LITELLM_PORT, plan.settings.drainSeconds),
    topologySpreadConstraints: spread({
      'app.kubernetes.io/instance': LITELLM,
      'app.kubernetes.io/component': component,
    }),
  };
}

function scaling(settings: LiteLlmSettings): ChartValues {
  const { min, max } = settings.replicas;
  return {
    replicaCount: min === max ? min : undefined,
    hpa: {
      enabled: min < max,
      minReplicas: min,
      maxReplicas: max,
      targetCPUUtilizationPercentage: TARGET_CPU_PERCENT,
      targetMemoryUtilizationPercentage: null,
    },
    pdb: disruption(settings),
  };
}

/** One pod at a time may go; with a single one this would keep its node from ever being emptied. */
function disruption({ replicas }: LiteLlmSettings): ChartValues {
  return replicas.min > 1 ? { enabled: true, maxUnavailable: 1 } : { enabled: false };
}
