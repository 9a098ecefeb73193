import type { GatewaySettings } from './settings';

/** Route 53 has one API for all regions. */
export const ROUTE53_API = 'route53.amazonaws.com';

/** Whether the records of the gateway's host names are kept in a zone, by something in the cluster. */
export function keepsRecords(gateway: GatewaySettings): boolean {
  return gateway.kind !== 'none' && gateway.dns.kind === 'route53';
}
