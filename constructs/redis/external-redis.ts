import { Construct } from 'constructs';
import type { SecretRef } from '../secrets/secret-ref';
import type { SecretVault } from '../secrets/secret-vault';
import { throwProblems } from '../telling/problems';
import type { RedisConnection } from './connection';
import { parseRedisUrl, type RedisUrlParts } from './connection-string';
import { known, type KnownRedisUse, type RedisUse } from './redis-use';
import type { RedisServer } from './server';
import type { ExternalRedisSettings } from './settings';
import { tokenUseProblems, useProblems } from './use-problems';

export interface ExternalRedisProps {
  readonly settings: ExternalRedisSettings;
  /** What it is for; several uses share its one user and keep apart by a prefix. */
  readonly uses: readonly RedisUse[];
  readonly vault: SecretVault;
}

/**
 * A Redis of the user's own. Nothing is made on it.
 * @example
 * ```ts
 * const redis = new ExternalRedis(this, 'cache', {
 *   vault,
 *   uses: [{ name: 'reports', copiesOnly: true }],
 *   settings: externalRedisSettings({
 *     kind: 'external',
 *     url: 'rediss://:${CACHE_PASSWORD}@cache.example.com:6379/0',
 *   }),
 * });
 * const cache: RedisConnection = redis.connection('reports');
 * ```
 */
export class ExternalRedis extends Construct implements RedisServer {
  private readonly known: RedisConnection;
  private readonly uses: readonly KnownRedisUse[];

  constructor(scope: Construct, id: string, props: ExternalRedisProps) {
    super(scope, id);
    const { settings, uses, vault } = props;
    throwProblems(this.node.path, [...useProblems(uses, settings.evictionPolicy), ...tokenUseProblems(uses)]);
    this.uses = uses.map(known);
    const [first] = this.uses;
    if (!first) throw new Error('a Redis is for something');
    const { name, entry } = first;
    const shared = {
      evictionPolicy: settings.evictionPolicy,
      certificateAuthority: settings.certificateAuthority,
      location: { kind: 'outside' },
    } as const;

    const parsed = parseRedisUrl(settings.url);
    switch (parsed.kind) {
      case 'problem':
        throw new Error(`the connection string of Redis for ${name} ${parsed.problem}`);
      case 'variable': {
        if (settings.topology.kind !== 'single') {
          throw new Error('a Sentinel or a cluster is known by its parts; a whole URL in one variable hides them');
        }
        const url = vault.adopt(`${name}-redis-url`, `${entry}-url`, parsed.reference);
        this.known = {
          ...shared,
          variant: 'external',
          address: { kind: 'url', url, port: settings.port },
          tls: settings.tls,
        };
        return;
      }
      case 'parts': {
        const source = parsed.parts.password ?? settings.password;
        this.known = {
          ...shared,
          variant: variantOf(settings),
          address: addressOf(settings, parsed.parts, () => sentinelPassword(first, settings, vault)),
          tls: parsed.parts.tls,
          user: parsed.parts.user,
          password: source ? vault.adopt(`${name}-redis`, entry, source) : undefined,
        };
      }
    }
  }

  connection(use: string): RedisConnection {
    const found = this.uses.find(({ name }) => name === use);
    if (!found) throw new Error(`this Redis is not for ${use}`);
    return this.uses.length > 1 ? { ...this.known, keyPrefix: found.keyPrefix } : this.known;
  }
}

function variantOf({ topology }: ExternalRedisSettings): string {
  switch (topology.kind) {
    case 'single':
      return 'external';
    case 'sentinel':
      return 'external (Sentinel)';
    case 'cluster':
      return 'external (cluster)';
  }
}

function addressOf(
  { topology }: ExternalRedisSettings,
  { host, port, database }: RedisUrlParts,
  password: () => SecretRef | undefined,
): RedisConnection['address'] {
  switch (topology.kind) {
    case 'single':
      return { kind: 'single', host, port, database };
    case 'sentinel':
      return {
        kind: 'sentinel',
        nodes: topology.nodes.map(node),
        serviceName: host,
        sentinelPassword: password(),
        database,
      };
    case 'cluster':
      return { kind: 'cluster', nodes: [{ host, port }, ...topology.nodes.map(node)] };
  }
}

function sentinelPassword(
  { name, entry }: KnownRedisUse,
  { topology }: ExternalRedisSettings,
  vault: SecretVault,
): SecretRef | undefined {
  if (topology.kind !== 'sentinel' || !topology.password) return undefined;
  return vault.adopt(`${name}-redis-sentinel`, `${entry}-sentinel`, topology.password);
}

/** `host:port`, which the settings have checked. */
function node(text: string): { host: string; port: number } {
  const colon = text.lastIndexOf(':');
  return { host: text.slice(0, colon), port: Number(text.slice(colon + 1)) };
}
