import { parseRedisUrl } from './connection-string';
import type { ExternalRedisSettings, RedisSettings } from './settings';

/** A choice of a server, or of another one's. */
type Choice = RedisSettings | { readonly kind: 'with-openwebui' };

/** What two choices of servers of the user's own have in common, where they are the same one; never with a secret. */
export function commonServer(one: Choice, other: Choice): string | undefined {
  const others = servers(other);
  return servers(one).find((server) => others.includes(server));
}

function servers(choice: Choice): string[] {
  return choice.kind === 'external' ? externalServers(choice) : [];
}

/** The servers that an external choice names, or the variable that does. */
function externalServers({ url, topology }: ExternalRedisSettings): string[] {
  const parsed = parseRedisUrl(url);
  if (parsed.kind === 'problem') return [];
  if (parsed.kind === 'variable') return [parsed.reference];
  const host = parsed.parts.host.toLowerCase();
  const server = `${host}:${parsed.parts.port}`;
  switch (topology.kind) {
    case 'single':
      return [server];
    case 'cluster':
      return [server, ...topology.nodes.map((node) => node.toLowerCase())];
    case 'sentinel':
      // One set of Sentinels watches many servers: it is the service's name that tells them apart.
      return topology.nodes.map((node) => `${host} at ${node.toLowerCase()}`);
  }
}
