import type { DnsWiring } from '../dns';
import type { GatewayWiring } from './wiring';

/** What DNS needs of a gateway's wiring. */
export function dnsWiring(
  { names, account, cluster, tags }: GatewayWiring,
  hosts: Readonly<Record<string, string | undefined>>,
): DnsWiring {
  if (!account || cluster.kind !== 'eks') throw new Error('records on Route 53 take a cluster on EKS');
  // What is written as undefined is there, and is none.
  const written: [string, string | undefined][] = Object.entries(hosts);
  const hostnames = Object.fromEntries(
    written.flatMap(([application, hostname]) => (hostname === undefined ? [] : [[application, hostname]])),
  );
  return { names, account, cluster, tags, hostnames };
}
