import type { Application } from '../application/application';
import { searxngVariables } from './effective-environment';
import { SEARXNG_ENGINE_DOMAINS, searchServiceDomains } from './engines';
import { SEARCH_HOPS } from './plain-hops';
import { SearchSettings } from './settings';

/** @defaultValue in-cluster (SearXNG) */
const settings = SearchSettings.prefault({ kind: 'in-cluster' });

/** The search, SearXNG or a service elsewhere, as the rooms see it that know no application by name. */
export const SEARCH_APPLICATION = {
  name: 'searxng',
  title: 'SearXNG',
  settings,
  charts: [{ name: 'searxng', variables: searxngVariables }],
  plainHops: SEARCH_HOPS,
  needs: (search) => ({
    services:
      search.kind === 'external'
        ? [{ setting: '', service: { kind: 'provider', hosts: searchServiceDomains(search) } }]
        : [],
    otherHosts:
      search.kind === 'in-cluster' ? search.engines.flatMap((engine) => SEARXNG_ENGINE_DOMAINS[engine] ?? []) : [],
    registries: search.kind === 'in-cluster' ? ['ghcr.io'] : [],
  }),
  egressSources: (search) => [
    search.kind === 'in-cluster'
      ? { name: 'searxng' }
      : { name: 'searxng', missing: { setting: 'search', value: "{ kind: 'in-cluster' }" } },
  ],
} satisfies Application<typeof settings>;
