import type { Construct } from 'constructs';
import type { AccountSettings } from '../account/settings';
import type { Names } from '../names/names';
import type { AllowedConnections } from '../network';
import type { NetworkSettings } from '../network/settings';
import { allowedDomains, type EgressNeeds } from './allowed-domains';
import { dataStorePorts } from './data-store-ports';
import { DnsFirewall } from '../network/dns-firewall';
import { namedDomains } from '../network/egress-settings';

export { allowedDomains, type EgressNeeds } from './allowed-domains';
export { DnsFirewall, type DnsFirewallProps } from '../network/dns-firewall';
export { usedServices, type UsedServicesProps } from './used-services';

/** What earlier constructs made that the filter needs, and what has to get through it. */
export interface EgressWiring {
  readonly names: Names;
  readonly account: AccountSettings;
  readonly protection: boolean;
  readonly vpcId: string;
  readonly needs: EgressNeeds;
}

/** What a firewall lets out of a managed VPC: names in TLS and HTTP, and ports of what speaks neither. */
export function allowedConnections(network: NetworkSettings, needs: EgressNeeds): AllowedConnections | undefined {
  if (network.kind !== 'managed' || network.egress.kind !== 'network-firewall') return undefined;
  const { extraDomains, extraPorts } = network.egress;
  return {
    domains: allowedDomains(needs, extraDomains),
    ports: [...new Set([...dataStorePorts(needs), ...extraPorts])].sort((one, other) => one - other),
  };
}

/** Makes the filter that the network's settings name. An adopted VPC keeps what it has. */
export function egressFilter(scope: Construct, id: string, network: NetworkSettings, wiring: EgressWiring): void {
  if (network.kind === 'existing' || network.egress.kind === 'open') return;
  const { needs, ...props } = wiring;
  new DnsFirewall(scope, id, {
    ...props,
    domains: allowedDomains(needs, namedDomains(network.egress)),
    logRetentionDays: network.flowLogRetentionDays,
  });
}

/** Whether only known names can be resolved, so that no page can be read that a search has found. */
export function isFiltered(network: NetworkSettings | undefined): boolean {
  return network?.kind === 'managed' && network.egress.kind !== 'open';
}
