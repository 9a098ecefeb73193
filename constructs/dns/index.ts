import { type TerraformProvider, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { accountOfRole } from '../account/role';
import type { AccountSettings } from '../account/settings';
import type { EksConnection } from '../cluster/connection';
import type { Names } from '../names/names';
import { otherAccountProvider } from '../providers/aws';
import { Certificate } from './certificate';
import type { Route53DnsSettings } from './settings';

/** What earlier constructs made that DNS needs. */
export interface DnsWiring {
  readonly names: Names;
  readonly account: AccountSettings;
  readonly cluster: EksConnection;
  /** Host names by the application that they lead to; at least one. */
  readonly hostnames: Readonly<Record<string, string>>;
  /** Tags of what is made in the zone's account. */
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * Makes a certificate for the host names, with the proof in the zone.
 * @returns its ARN
 */
export function certificate(scope: Construct, id: string, zone: Route53DnsSettings, wiring: DnsWiring): string {
  return new Certificate(scope, id, {
    names: wiring.names,
    hostnames: wiring.hostnames,
    zoneId: zone.zoneId,
    zoneProvider: zoneProvider(scope, zone, wiring),
  }).arn;
}

/** Another account's zone is worked on by a provider that works there and nowhere else. */
function zoneProvider(
  scope: Construct,
  { assumeRoleArn, externalId }: Route53DnsSettings,
  { account, tags }: DnsWiring,
): TerraformProvider | undefined {
  const zoneAccount = accountOfRole(assumeRoleArn);
  if (zoneAccount === undefined) return undefined;
  return otherAccountProvider(TerraformStack.of(scope), 'dns', {
    account: { id: zoneAccount, region: account.region, assumeRoleArn, assumeRoleOptions: { externalId, tags: {} } },
    tags,
  });
}
