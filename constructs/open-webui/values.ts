import { spread } from '../kubernetes/scheduling';
import type { StorageConnection } from '../storage/connection';
import type { ChartValue, ChartValues } from '../helm/chart-values';
import type { EnvironmentVariable } from '../kubernetes/environment-variables';
import { isMap } from '../helm/helm-merge';
import { migrationContainer } from './migration';
import { OPEN_WEBUI, OPEN_WEBUI_PORT, OPEN_WEBUI_SECRET } from './plan';
import type { OpenWebUiSettings } from './settings';
import { RESTRICTED_CONTAINER, RESTRICTED_POD } from '../kubernetes/restricted-pod';

/** What the values of Open WebUI's chart are made of. */
export interface OpenWebUiPlan {
  readonly settings: OpenWebUiSettings;
  /** Where its image is pulled from, without a tag; a user's own values may say another place. */
  readonly repository: string;
  /** LiteLLM's API, with `/v1`. */
  readonly modelsUrl: string;
  /** Where Pipelines are, if there are any. */
  readonly pipelinesUrl?: string;
  readonly storage: StorageConnection;
  /** Variables besides those that the chart makes. */
  readonly variables: readonly EnvironmentVariable[];
  readonly volumes: readonly ChartValue[];
  readonly volumeMounts: readonly ChartValue[];
}

const SCRATCH_VOLUME = { name: 'scratch', emptyDir: { sizeLimit: '2Gi' } };
const SCRATCH_MOUNT = { name: 'scratch', mountPath: '/tmp' };

/** Values of the chart `open-webui`. */
export function openWebUiValues(plan: OpenWebUiPlan): ChartValues {
  const { settings, variables } = plan;
  const { cpu, memoryGib } = settings.resources;
  const volumeMounts = [SCRATCH_MOUNT, ...plan.volumeMounts];
  return {
    fullnameOverride: OPEN_WEBUI,
    image: { tag: settings.image.tag },
    // Models are reached through LiteLLM alone.
    ollama: { enabled: false },
    // Its own would have a key in these values, and an image that moves.
    pipelines: { enabled: false },
    ...models(plan),
    websocket: {
      enabled: true,
      manager: 'redis',
      existingSecret: OPEN_WEBUI_SECRET.name,
      existingSecretKey: OPEN_WEBUI_SECRET.redisUrl,
      redis: { enabled: false },
    },
    ...files(plan.storage),
    replicaCount: settings.replicas,
    service: { port: OPEN_WEBUI_PORT },
    // Made beside the chart, because its role is bound before the first pod starts.
    serviceAccount: { enable: true, create: false, name: OPEN_WEBUI, automountServiceAccountToken: false },
    extraEnvVars: variables,
    // Restarts the pods when a Secret that they read has changed.
    annotations: { 'reloader.stakater.com/auto': 'true' },
    resources: {
      requests: { cpu: String(cpu), memory: `${memoryGib}Gi` },
      limits: { memory: `${memoryGib}Gi` },
    },
    copyAppData: { resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { memory: '512Mi' } } },
    podSecurityContext: RESTRICTED_POD,
    // Its root stays writable: functions that users add may install packages.
    containerSecurityContext: RESTRICTED_CONTAINER,
    livenessProbe: { httpGet: { path: '/health', port: 'http' }, periodSeconds: 15, timeoutSeconds: 10 },
    readinessProbe: { httpGet: { path: '/health/db', port: 'http' }, periodSeconds: 10, timeoutSeconds: 5 },
    startupProbe: { httpGet: { path: '/health', port: 'http' }, periodSeconds: 5, failureThreshold: 120 },
    topologySpreadConstraints: spread({
      'app.kubernetes.io/instance': OPEN_WEBUI,
      'app.kubernetes.io/component': OPEN_WEBUI,
    }),
    volumes: [SCRATCH_VOLUME, ...plan.volumes],
    volumeMounts: { container: volumeMounts },
    extraInitContainers: [
      migrationContainer({ image: `${repository(plan)}:${settings.image.tag}`, variables, volumeMounts }),
    ],
  };
}

/** One server with its key, or two of each; the chart makes variables of the one or of the other. */
function models({ modelsUrl, pipelinesUrl }: OpenWebUiPlan): ChartValues {
  const { name, litellmKey, openaiKeys } = OPEN_WEBUI_SECRET;
  return pipelinesUrl === undefined
    ? {
        openaiBaseApiUrl: modelsUrl,
        openaiApiKey: '',
        openaiApiKeyExistingSecret: name,
        openaiApiKeyExistingSecretKey: litellmKey,
      }
    : {
        openaiBaseApiUrl: '',
        openaiBaseApiUrls: [modelsUrl, pipelinesUrl],
        openaiApiKey: '',
        openaiApiKeysExistingSecret: name,
        openaiApiKeysExistingSecretKey: openaiKeys,
      };
}

/** The image of the migration is that of the pod, also where a user has named another one among the chart's values. */
function repository({ settings, repository: usual }: OpenWebUiPlan): string {
  const { image } = settings.values;
  return isMap(image) && typeof image.repository === 'string' ? image.repository : usual;
}

function files(storage: StorageConnection): ChartValues {
  switch (storage.kind) {
    case 'bucket':
      return {
        // A Deployment without a volume; the variables name the bucket. The chart's own block for S3 would put empty
        // variables beside them, and an empty endpoint is an error to boto3.
        persistence: { enabled: false },
        // Two releases must not run on one database: all pods go before the first new one migrates it.
        strategy: { type: 'Recreate' },
      };
    case 'volume':
      // A StatefulSet, whose pod is replaced before the next one starts.
      return {
        persistence: {
          enabled: true,
          provider: 'local',
          size: `${storage.storageGib}Gi`,
          storageClass: storage.storageClass ?? '',
        },
      };
  }
}
