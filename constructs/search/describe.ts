import { describeSecret } from '../secrets/describe';
import type { WiredConnection } from '../wiring/wiring';
import type { SearchConnection } from './connection';

/** The search as an application's wiring tells it. */
export function describeSearch(search: SearchConnection): WiredConnection[] {
  switch (search.kind) {
    case 'none':
      return [];
    case 'searxng':
      return [
        {
          use: 'search',
          variant: 'in-cluster (SearXNG)',
          endpoint: search.url,
          tls: 'none',
          plainHop: 'searxng',
          passwordFrom: 'none',
        },
      ];
    case 'external':
      return [
        {
          use: 'search',
          variant: `external (${search.engine})`,
          endpoint: search.engine,
          tls: 'TLS',
          passwordFrom: Object.values(search.secrets).map(describeSecret).join(', ') || 'none',
        },
      ];
  }
}
