import { requiredOperators } from '../operators/required-operators';
import type { OpenWebUiSettings } from '../open-webui/settings';
import type { ClusterSettings } from '../cluster/settings';
import { keepsRecords } from '../gateway/keeps-records';
import type { GatewaySettings } from '../gateway/settings';
import type { PostgresSettings } from '../postgres/settings';
import type { RedisServersSettings } from '../redis/settings';
import type { UpstreamRegistry } from '../images/registries';

/** What of an environment decides which images run. */
export interface RunningParts {
  readonly cluster: ClusterSettings;
  readonly gateway: GatewaySettings;
  readonly postgres: PostgresSettings;
  readonly redis: RedisServersSettings;
  readonly openwebui: OpenWebUiSettings;
}

/** The registries in which the publishers of the images that run keep them. */
export function usedRegistries({ cluster, gateway, postgres, redis, openwebui }: RunningParts): UpstreamRegistry[] {
  const { certManager } = requiredOperators(postgres, redis);
  const servers: readonly { readonly kind: string }[] = [redis.openwebui, redis.litellm, redis.coordination];
  const autoMode =
    cluster.kind === 'managed' ? cluster.compute.kind === 'auto-mode' : cluster.kind === 'existing' && cluster.autoMode;
  // Valkey, Envoy, Tika, and the client that makes databases.
  const isDocker =
    postgres.kind !== 'external' ||
    gateway.kind === 'envoy' ||
    openwebui.tika?.kind === 'in-cluster' ||
    servers.some(({ kind }) => kind === 'in-cluster');
  return [
    'ghcr.io',
    ...(isDocker ? (['docker.io'] as const) : []),
    ...(certManager ? (['quay.io'] as const) : []),
    ...(keepsRecords(gateway) ? (['registry.k8s.io'] as const) : []),
    ...(gateway.kind !== 'none' && cluster.kind !== 'kubeconfig' && !autoMode ? (['public.ecr.aws'] as const) : []),
  ];
}
