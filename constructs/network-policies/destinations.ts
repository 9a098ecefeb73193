import { isIPv4 } from 'node:net';
import type { OutsideService } from './outside-service';
import { POD_IDENTITY_AGENT } from './addresses';
import type { Destination } from './flow';
import type { NetworkLocation } from './location';
import type { NetworkPolicySettings } from './settings';

export const HTTPS = 443;

/** Web pages anywhere on the internet. */
export const INTERNET: Destination = { to: { kind: 'internet' }, ports: [80, HTTPS] };

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
export function extraDestinations(settings: NetworkPolicySettings, source: string): Destination[] {
  return settings.extraEgress
    .filter(({ from }) => from === source)
    .map(({ ranges, ports }) => ({ to: { kind: 'ranges', ranges }, ports }));
}

/** Where a service outside is called. */
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

/** Where something is that says so itself. */
export function locationDestinations(location: NetworkLocation, ports: readonly number[]): Destination[] {
  switch (location.kind) {
    case 'pods':
      return location.groups.map((group) => ({ to: { kind: 'pods', group }, ports }));
    case 'subnets':
      return [{ to: { kind: 'ranges', ranges: location.ranges }, ports }];
    case 'outside':
      return [{ to: { kind: 'anywhere' }, ports }];
  }
}
