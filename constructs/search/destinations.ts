import { HTTPS, urlDestination } from '../network-policies/destinations';
import type { Destination } from '../network-policies/flow';
import type { SearchConnection } from './connection';
import { SEARXNG_PODS, SEARXNG_PORT } from './pods';

/** What answers when a chat searches the web. */
export function searchDestinations(search: SearchConnection, namespace: string): Destination[] {
  switch (search.kind) {
    case 'none':
      return [];
    case 'searxng':
      return [{ to: { kind: 'pods', group: SEARXNG_PODS }, ports: [SEARXNG_PORT] }];
    case 'external': {
      const addresses = Object.values(search.variables).filter((value) => /^https?:\/\//.test(value));
      if (addresses.length === 0) return [{ to: { kind: 'internet' }, ports: [HTTPS] }];
      return addresses.map((url) => urlDestination(url, namespace));
    }
  }
}
