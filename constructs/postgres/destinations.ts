import { locationDestinations } from '../network-policies/destinations';
import type { Destination } from '../network-policies/flow';
import type { PostgresConnection } from './connection';

/** Where an application's database is. */
export function postgresDestinations({ address, location }: PostgresConnection): Destination[] {
  return locationDestinations(location, [address.port]);
}
