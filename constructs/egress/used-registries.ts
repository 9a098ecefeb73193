import type { ApplicationNeeds } from '../application/application';
import type { ClusterSettings } from '../cluster/settings';
import { keepsRecords } from '../gateway/keeps-records';
import type { GatewaySettings } from '../gateway/settings';
import type { PostgresSettings } from '../postgres/settings';
import { usesCertManager } from '../redis/cert-manager';
import type { RedisServersSettings } from '../redis/settings';
import type { UpstreamRegistry } from '../images/registries';

/** What of an environment decides which images run. */
export interface RunningParts {
  readonly cluster: ClusterSettings;
  readonly gateway: GatewaySettings;
  readonly postgres: PostgresSettings;
  readonly redis: RedisServersSettings;
  readonly applications: readonly ApplicationNeeds[];
}

/** The registries in which the publishers of the images that run keep them. */
export function usedRegistries({ cluster, gateway, postgres, redis, applications }: RunningParts): UpstreamRegistry[] {
  const servers: readonly { readonly kind: string }[] = [redis.openwebui, redis.litellm, redis.coordination];
  const autoMode =
    cluster.kind === 'managed' ? cluster.compute.kind === 'auto-mode' : cluster.kind === 'existing' && cluster.autoMode;
  // Valkey, Envoy, and the client that makes databases.
  const isDocker =
    postgres.kind !== 'external' || gateway.kind === 'envoy' || servers.some(({ kind }) => kind === 'in-cluster');
  const registries: readonly UpstreamRegistry[] = [
    // The operators'.
    'ghcr.io',
    ...applications.flatMap((application) => application.registries),
    ...(isDocker ? (['docker.io'] as const) : []),
    ...(usesCertManager(redis) ? (['quay.io'] as const) : []),
    ...(keepsRecords(gateway) ? (['registry.k8s.io'] as const) : []),
    ...(gateway.kind !== 'none' && cluster.kind !== 'kubeconfig' && !autoMode ? (['public.ecr.aws'] as const) : []),
  ];
  return [...new Set(registries)];
}
