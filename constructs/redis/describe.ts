import { describeSecret } from '../secrets/describe';
import type { WiredConnection } from '../wiring/wiring';
import type { RedisConnection } from './connection';

/** The connection as the apps stack's `wiring` output tells it. */
export function describeRedis(use: string, connection: RedisConnection): WiredConnection {
  const { address, variant, user, evictionPolicy, keyPrefix } = connection;
  return {
    use,
    variant,
    endpoint: endpointOf(address),
    user,
    ...(connection.tls ? { tls: 'TLS' } : { tls: 'none', plainHop: 'chosen' as const }),
    evictionPolicy,
    keyPrefix,
    passwordFrom: connection.tokens
      ? "none: ElastiCache's tokens, with the pod's own role"
      : describeSecret(address.kind === 'url' ? address.url : connection.password),
  };
}

function endpointOf(address: RedisConnection['address']): string {
  switch (address.kind) {
    case 'single':
      return `${address.host}:${address.port}/${address.database}`;
    case 'sentinel':
      return `${address.serviceName} through Sentinel (${nodes(address.nodes)})`;
    case 'cluster':
      return `cluster of ${nodes(address.nodes)}`;
    case 'url':
      return `the URL in ${describeSecret(address.url)}`;
  }
}

function nodes(nodes: readonly { readonly host: string; readonly port: number }[]): string {
  return nodes.map(({ host, port }) => `${host}:${port}`).join(', ');
}
