import { locationDestinations } from '../network-policies/destinations';
import type { Destination } from '../network-policies/flow';
import type { RedisConnection } from './connection';

/** Where a Redis listens whose Sentinels say where it is: only they know its port. */
const REDIS_PORT = 6379;

/** Where a Redis is, with its Sentinels or the seeds of its cluster. */
export function redisDestinations({ address, location }: RedisConnection): Destination[] {
  switch (address.kind) {
    case 'single':
    case 'url':
      return locationDestinations(location, [address.port]);
    case 'sentinel':
      return locationDestinations(location, [REDIS_PORT, ...address.nodes.map(({ port }) => port)]);
    case 'cluster':
      return locationDestinations(
        location,
        address.nodes.map(({ port }) => port),
      );
  }
}
