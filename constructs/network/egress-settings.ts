import { z } from 'zod';
import { settings, type TypedSettings } from '../telling/settings';

const domain = z
  .string()
  .regex(
    /^(\*\.)?([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]([a-z0-9-]*[a-z0-9])?$/,
    'it takes a host name, or "*." and one for all names below it: "login.example.com", "*.example.com"',
  );

/**
 * Only names on a list can be resolved in the VPC (Route 53 Resolver DNS Firewall). The list is made of what the
 * environment names: its models' providers, its data stores, the search, AWS' services and the registries of the
 * images. It stops what looks names up, and whoever would carry data out inside of look-ups. It does not stop a
 * connection to an address that somebody knows without a name, or DNS over HTTPS to such an address; pods are held to
 * their ports by network policies, and a look at connections takes `network-firewall`.
 */
export const DnsFirewallEgress = z.strictObject({
  kind: z.literal('dns-firewall'),
  /**
   * More names, each alone or as `*.example.com` with everything below: an identity provider, what a chart's values
   * point at, the host of a connection string that is given whole as `${NAME}`.
   */
  extraDomains: z.array(domain).default([]),
});

/**
 * As `dns-firewall`, and AWS Network Firewall between the private subnets and the NAT gateways: a connection that leaves
 * is let through when its TLS or HTTP names a host on the list, whatever its address, and everything else is dropped,
 * UDP and ICMP too. It does not look into TLS: who names an allowed host and means another server gets to that one.
 * It costs 0.395 USD an hour in each zone, about 290 USD a month, and 0.065 USD a GB in us-east-1; a NAT gateway behind it
 * is then free for as many hours and GB.
 * @see https://aws.amazon.com/network-firewall/pricing/
 */
export const NetworkFirewallEgress = z.strictObject({
  kind: z.literal('network-firewall'),
  /** More names, as with `dns-firewall`. */
  extraDomains: z.array(domain).default([]),
  /**
   * TCP ports that are let through to any address, for what speaks neither TLS from the first byte nor HTTP. Those of
   * external data stores are known from their connection strings.
   */
  extraPorts: z.array(z.int().min(1).max(65_535)).default([]),
});
export type NetworkFirewallEgress = z.output<typeof NetworkFirewallEgress>;

/** Every name can be resolved. */
export const OpenEgress = z.strictObject({ kind: z.literal('open') });

/** Something outside the VPC that can be reached without the internet. */
const PrivateHost = z.strictObject({
  /** A name, alone or as `*.example.com` with everything below. */
  host: domain,
  /** Where it resolves to, `10.200.0.0/16` for example: what the applications' network policies let through. */
  ranges: z
    .array(z.string().regex(/^(\d{1,3}\.){3}\d{1,3}\/\d{1,2}$/, 'it takes a range, "10.200.0.0/16" for example'))
    .min(1),
});

/**
 * No way out: the VPC has neither an internet gateway nor a NAT gateway nor public subnets. AWS' services are reached
 * through VPC endpoints, images come from a mirror (`images`), names are filtered as with `dns-firewall`, and the
 * endpoint of S3 leads to this account's buckets and to the images' layers alone. What needs the internet is refused:
 * models outside AWS, searching the web, sign-in elsewhere.
 */
export const NoEgress = z.strictObject({
  kind: z.literal('none'),
  /**
   * What the private subnets reach through a route of yours (a transit gateway, a peering, a VPN): models of your own, an
   * identity provider, a registry, data stores.
   */
  privateHosts: z.array(PrivateHost).default([]),
});
export type NoEgress = z.output<typeof NoEgress>;

/** What can be reached outside the VPC. */
export const EgressSettings = z.discriminatedUnion('kind', [
  DnsFirewallEgress,
  NetworkFirewallEgress,
  NoEgress,
  OpenEgress,
]);
export type EgressSettings = z.output<typeof EgressSettings>;
/** `EgressSettings`, typed where they are written. @throws UserError with every mistake in them */
export const egressSettings: TypedSettings<typeof EgressSettings> = settings('egressSettings', EgressSettings);

/** Names that a user lets through besides those that follow from the environment. */
export function namedDomains(egress: EgressSettings): readonly string[] {
  switch (egress.kind) {
    case 'dns-firewall':
    case 'network-firewall':
      return egress.extraDomains;
    case 'none':
      return egress.privateHosts.map(({ host }) => host);
    case 'open':
      return [];
  }
}
