import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import type { DnsWiring } from '../dns';
import type { Route53DnsSettings } from '../dns/settings';
import type { NetworkPolicyWiring } from '../network-policies/operator-policies';
import { ExternalDns, type RecordSource } from '../operators/external-dns';

/** Has the records of the host names kept. */
export function records(
  scope: Construct,
  id: string,
  zone: Route53DnsSettings,
  source: RecordSource,
  wiring: DnsWiring & {
    readonly networkPolicies: NetworkPolicyWiring;
    readonly dependsOn: readonly ITerraformDependable[];
  },
): void {
  new ExternalDns(scope, id, { ...wiring, zone, source });
}
