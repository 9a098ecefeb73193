import { z } from 'zod';

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
 * their ports by network policies, and a deeper look into packets takes AWS Network Firewall.
 */
export const DnsFirewallEgress = z.strictObject({
  kind: z.literal('dns-firewall'),
  /**
   * More names, each alone or as `*.example.com` with everything below: an identity provider, what a chart's values
   * point at, the host of a connection string that is given whole as `${NAME}`.
   */
  extraDomains: z.array(domain).default([]),
});

/** Every name can be resolved. */
export const OpenEgress = z.strictObject({ kind: z.literal('open') });

/** What can be reached outside the VPC, by name. */
export const EgressSettings = z.discriminatedUnion('kind', [DnsFirewallEgress, OpenEgress]);
export type EgressSettings = z.output<typeof EgressSettings>;
