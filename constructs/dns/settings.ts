import { z } from 'zod';
import { ROLE_ARN } from '../account/role';
import { settings, type TypedSettings } from '../telling/settings';

/** The host names' records and their certificate are yours to make. */
export const NoDnsSettings = z.strictObject({ kind: z.literal('none') });

/** A public hosted zone on Route 53, in the environment's account or in another one. */
export const Route53DnsSettings = z.strictObject({
  kind: z.literal('route53'),
  zoneId: z.string().regex(/^Z[A-Z0-9]{1,31}$/, 'it takes the id of a hosted zone, Z0123456789ABCDEFGHIJ for example'),
  /** The zone's name; every host name is in it. */
  zoneName: z
    .string()
    .regex(/^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/, 'it takes the name of a zone, example.com for example'),
  /**
   * The role that may change the zone, in the zone's account. Whoever deploys takes it to prove that the certificate's
   * names are ours, and ExternalDNS to keep the records. The zone is in the environment's account where it is left out.
   */
  assumeRoleArn: z.string().regex(ROLE_ARN, 'it takes the ARN of an IAM role').optional(),
  /** What the role's trust policy asks for as `sts:ExternalId`. */
  externalId: z
    .string()
    .regex(/^[\w+=,.@:/-]{2,1224}$/, 'it takes 2 to 1224 letters, digits and + = , . @ : / -')
    .optional(),
});
export type Route53DnsSettings = z.output<typeof Route53DnsSettings>;
/** `Route53DnsSettings`, typed where they are written. @throws UserError with every mistake in them */
export const route53DnsSettings: TypedSettings<typeof Route53DnsSettings> = settings(
  'route53DnsSettings',
  Route53DnsSettings,
);

/** Who makes the records of the host names. */
export const DnsSettings = z.discriminatedUnion('kind', [NoDnsSettings, Route53DnsSettings]);
export type DnsSettings = z.output<typeof DnsSettings>;
/** `DnsSettings`, typed where they are written. @throws UserError with every mistake in them */
export const dnsSettings: TypedSettings<typeof DnsSettings> = settings('dnsSettings', DnsSettings);
