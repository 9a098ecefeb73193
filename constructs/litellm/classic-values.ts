import { spread } from '../kubernetes/scheduling';
import type { ChartValues } from '../helm/chart-values';
import { draining } from './drain';
import { LITELLM, LITELLM_PORT, LITELLM_SECRETS, type LiteLlmPlan } from './plan';
import { READ_ONLY_CONTAINER, RESTRICTED_POD } from '../kubernetes/restricted-pod';

/** Where LiteLLM may write. Not `/tmp`: that the chart mounts by itself, but not in its job. */
export const CLASSIC_SCRATCH_FOLDER = '/scratch';

const SCRATCH_VOLUME = { name: 'scratch', emptyDir: { sizeLimit: '1Gi' } };
const SCRATCH_MOUNT = { name: 'scratch', mountPath: CLASSIC_SCRATCH_FOLDER };

/** CPU at which pods are added. */
const TARGET_CPU_PERCENT = 60;

/** Values of the classic chart, `litellm-helm`. */
export function litellmClassicValues(plan: LiteLlmPlan): ChartValues {
  const { settings } = plan;
  const { min, max } = settings.replicas;
  const size = { cpu: String(settings.resources.cpu), memory: `${settings.resources.memoryGib}Gi` };
  return {
    fullnameOverride: LITELLM,
    image: { tag: settings.image.tag, pullPolicy: 'IfNotPresent' },
    serviceAccount: { create: false, name: LITELLM },
    masterkeySecretName: LITELLM_SECRETS.masterKey.name,
    masterkeySecretKey: LITELLM_SECRETS.masterKey.key,
    // Neither of its modes: the one makes a database, the other puts the password into a URL without encoding it.
    // The URL among the variables is whole.
    db: { deployStandalone: false, useExisting: false },
    redis: { enabled: false },
    environmentSecrets: [LITELLM_SECRETS.environment.name],
    extraEnvVars: plan.variables,
    proxy_config: plan.config,
    logLevel: 'INFO',
    service: { port: LITELLM_PORT },
    metricsServer: { enabled: settings.metrics },
    ...draining(LITELLM_PORT, settings.drainSeconds),
    replicaCount: min,
    autoscaling: {
      enabled: min < max,
      minReplicas: min,
      maxReplicas: max,
      targetCPUUtilizationPercentage: TARGET_CPU_PERCENT,
    },
    pdb: min > 1 ? { enabled: true, maxUnavailable: 1 } : { enabled: false },
    resources: { requests: size, limits: size },
    deploymentAnnotations: { 'reloader.stakater.com/auto': 'true' },
    podSecurityContext: RESTRICTED_POD,
    securityContext: READ_ONLY_CONTAINER,
    volumes: [SCRATCH_VOLUME, ...plan.volumes],
    volumeMounts: [SCRATCH_MOUNT, ...plan.volumeMounts],
    topologySpreadConstraints: spread({
      'app.kubernetes.io/instance': LITELLM,
      'app.kubernetes.io/component': 'proxy',
    }),
    migrationJob: {
      enabled: true,
      // As an ordinary object it could not be changed, and every upgrade changes it.
      hooks: { helm: { enabled: true }, argocd: { enabled: false } },
      // A day to read why it failed, instead of two minutes: it outlives a release that is removed.
      ttlSecondsAfterFinished: 86_400,
      resources: { requests: { cpu: '250m', memory: '512Mi' }, limits: { memory: '1Gi' } },
    },
  };
}
