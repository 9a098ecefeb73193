import type { SecretRef } from '../secrets/secret-ref';
import { secretTemplate, type SecretTemplate, urlEncoded } from '../secrets/secret-template';
import { urlHost, urlPart } from '../secrets/url-part';
import type { RedisConnection, RedisUrl } from './connection';

export interface RedisUrlOptions {
  /** Parameters of the URL, as the client that reads it knows them. */
  readonly query?: Readonly<Record<string, string>>;
}

/**
 * The connection as one URL, composed in the cluster where the password is. Behind Sentinel the host is the name of
 * the service, in a cluster it is the first seed. A connection that is known only by a URL is given as it is.
 */
export function redisUrl(connection: RedisConnection, options: RedisUrlOptions = {}): SecretTemplate | SecretRef {
  const { address } = connection;
  if (address.kind === 'url') return address.url;

  const scheme = connection.tls ? 'rediss' : 'redis';
  const user = connection.user ? urlPart(connection.user) : '';
  const query = Object.entries(options.query ?? {})
    .map(([name, value]) => `${urlPart(name)}=${urlPart(value)}`)
    .join('&');
  const rest = `${target(address)}${query ? `?${query}` : ''}`;
  return connection.password
    ? secretTemplate`${scheme}://${user}:${urlEncoded(connection.password)}@${rest}`
    : secretTemplate`${scheme}://${user ? `${user}@` : ''}${rest}`;
}

function target(address: Exclude<RedisConnection['address'], RedisUrl>): string {
  switch (address.kind) {
    case 'single':
      return `${urlHost(address.host)}:${address.port}/${address.database}`;
    case 'sentinel':
      return `${urlPart(address.serviceName)}/${address.database}`;
    case 'cluster': {
      const seed = address.nodes[0];
      if (!seed) throw new Error('a cluster has at least one seed');
      return `${urlHost(seed.host)}:${seed.port}/0`;
    }
  }
}
