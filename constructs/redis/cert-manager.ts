import type { RedisServersSettings } from './settings';

/** Whether a server in the cluster speaks TLS with a certificate of the environment's own. CloudNativePG makes its own. */
export function usesCertManager({ openwebui, litellm, coordination }: RedisServersSettings): boolean {
  return [openwebui, litellm, coordination].some((server) => server.kind === 'in-cluster' && server.tls);
}
