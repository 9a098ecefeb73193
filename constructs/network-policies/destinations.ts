import { isIPv4 } from 'node:net';
import type { OutsideService } from '../egress/outside-services';
import type { PostgresConnection } from '../postgres/connection';
import type { RedisConnection } from '../redis/connection';
import type { SearchConnection } from '../search/connection';
import type { StorageConnection } from '../storage/connection';
import { POD_IDENTITY_AGENT } from './addresses';
import type { Destination } from './flow';
import type { NetworkLocation } from './location';
import { SEARXNG_PODS, SEARXNG_PORT } from './pods';
import type { NetworkPolicySettings } from './settings';

export const HTTPS = 443;

/** Where pods watch their objects. */
export const KUBERNETES_API: Destination = { to: { kind: 'kubernetes-api' } };

/** AWS' services. */
export const AWS_SERVICES: Destination = { to: { kind: 'aws-services' }, ports: [HTTPS] };

/** Where secrets are kept on AWS. */
export const SECRETS_MANAGER: Destination = { to: { kind: 'secrets-manager' }, ports: [HTTPS] };

/** Where pods with a role get their credentials. */
export const POD_CREDENTIALS: Destination = {
  to: { kind: 'pod-identity' },
  ports: [POD_IDENTITY_AGENT.port],
};

/** What an environment adds to the destinations of some pods. */
export function extraDestinations(
  settings: NetworkPolicySettings,
  source: NetworkPolicySettings['extraEgress'][number]['from'],
): Destination[] {
  return settings.extraEgress
    .filter(({ from }) => from === source)
    .map(({ ranges, ports }) => ({ to: { kind: 'ranges', ranges }, ports }));
}

/** Where a Redis listens whose Sentinels say where it is: only they know its port. */
const REDIS_PORT = 6379;

/** Where an application's database is. */
export function postgresDestinations({ address, location }: PostgresConnection): Destination[] {
  return at(location, [address.port]);
}

/** Where a Redis is, with its Sentinels or the seeds of its cluster. */
export function redisDestinations({ address, location }: RedisConnection): Destination[] {
  switch (address.kind) {
    case 'single':
    case 'url':
      return at(location, [address.port]);
    case 'sentinel':
      return at(location, [REDIS_PORT, ...address.nodes.map(({ port }) => port)]);
    case 'cluster':
      return at(
        location,
        address.nodes.map(({ port }) => port),
      );
  }
}

/** Where files and logs go. */
export function storageDestinations(storage: StorageConnection): Destination[] {
  switch (storage.kind) {
    case 'bucket':
      return [AWS_SERVICES];
    case 'volume':
      return [];
  }
}

/** What answers when a chat searches the web. */
export function searchDestinations(search: SearchConnection, namespace: string): Destination[] {
  switch (search.kind) {
    case 'none':
      return [];
    case 'searxng':
      return [{ to: { kind: 'pods', group: SEARXNG_PODS }, ports: [SEARXNG_PORT] }];
    case 'external': {
      const addresses = Object.values(search.variables).filter((value) => /^https?:\/\//.test(value));
      if (addresses.length === 0) return [{ to: { kind: 'internet' }, ports: [HTTPS] }];
      return addresses.map((url) => urlDestination(url, namespace));
    }
  }
}

/** Where LiteLLM calls a service. */
export function serviceDestination(service: OutsideService, namespace: string): Destination {
  switch (service.kind) {
    case 'aws':
      return AWS_SERVICES;
    case 'provider':
      return { to: { kind: 'internet' }, ports: [HTTPS] };
    case 'address':
      return urlDestination(service.url, namespace);
  }
}

/** Where an http or https address leads. */
export function urlDestination(url: string, namespace: string): Destination {
  const { hostname, port, protocol } = new URL(url);
  const service = /^[^.]+\.([^.]+)\.svc(\.|$)/.exec(hostname)?.[1] ?? (hostname.includes('.') ? undefined : namespace);
  // A Service's port need not be its pods', and it is theirs that counts.
  if (service !== undefined) return { to: { kind: 'other-namespace', namespace: service } };

  const ports = [port === '' ? (protocol === 'https:' ? HTTPS : 80) : Number(port)];
  if (isIPv4(hostname)) return { to: { kind: 'ranges', ranges: [`${hostname}/32`] }, ports };
  return { to: { kind: 'anywhere' }, ports };
}

function at(location: NetworkLocation, ports: readonly number[]): Destination[] {
  switch (location.kind) {
    case 'pods':
      return location.groups.map((group) => ({ to: { kind: 'pods', group }, ports }));
    case 'subnets':
      return [{ to: { kind: 'ranges', ranges: location.ranges }, ports }];
    case 'outside':
      return [{ to: { kind: 'anywhere' }, ports }];
  }
}
