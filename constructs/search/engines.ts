import type { ExternalSearchSettings } from './settings';

/** The names of a site's own hosts. */
const withSubdomains = (domain: string) => [domain, `*.${domain}`];

/** Where SearXNG asks, by its names for the engines. */
export const SEARXNG_ENGINE_DOMAINS: Readonly<Record<string, readonly string[]>> = {
  arxiv: ['export.arxiv.org'],
  bing: ['www.bing.com'],
  brave: ['search.brave.com'],
  duckduckgo: withSubdomains('duckduckgo.com'),
  github: ['api.github.com'],
  google: ['www.google.com'],
  mojeek: ['www.mojeek.com'],
  qwant: ['api.qwant.com', 'www.qwant.com'],
  stackoverflow: ['api.stackexchange.com'],
  startpage: withSubdomains('startpage.com'),
  wikidata: ['query.wikidata.org', 'www.wikidata.org'],
  wikipedia: ['*.wikipedia.org'],
};

/** Where Open WebUI asks the search services that have one address for everybody. */
const SERVICE_DOMAINS: Readonly<
  Record<Exclude<ExternalSearchSettings['engine'], 'azure_ai_search' | 'bing' | 'searxng'>, readonly string[]>
> = {
  bocha: ['api.bochaai.com'],
  brave: ['api.search.brave.com'],
  brave_llm_context: ['api.search.brave.com'],
  duckduckgo: withSubdomains('duckduckgo.com'),
  exa: ['api.exa.ai'],
  google_pse: ['www.googleapis.com'],
  jina: ['r.jina.ai', 's.jina.ai'],
  kagi: ['kagi.com'],
  linkup: ['api.linkup.so'],
  mojeek: ['api.mojeek.com', 'www.mojeek.com'],
  ollama_cloud: ['ollama.com'],
  perplexity: ['api.perplexity.ai'],
  perplexity_search: ['api.perplexity.ai'],
  searchapi: ['www.searchapi.io'],
  serpapi: ['serpapi.com'],
  serper: ['google.serper.dev'],
  serply: ['api.serply.io'],
  serpstack: ['api.serpstack.com'],
  tavily: ['api.tavily.com'],
  youcom: ['api.you.com', 'ydc-index.io'],
};

/** The names that a search service outside the cluster is asked by. */
export function searchServiceDomains(settings: ExternalSearchSettings): readonly string[] {
  switch (settings.engine) {
    case 'azure_ai_search':
    case 'bing':
      return [new URL(settings.endpoint).hostname];
    case 'searxng':
      return [new URL(settings.queryUrl).hostname];
    default:
      return SERVICE_DOMAINS[settings.engine];
  }
}
