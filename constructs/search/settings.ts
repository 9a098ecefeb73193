import { z } from 'zod';
import { SecretSource } from '../secrets/settings';
import { settings, type TypedSettings } from '../telling/settings';

/** SearXNG in the cluster: no account anywhere, and nobody's key. */
export const InClusterSearchSettings = z.strictObject({
  kind: z.literal('in-cluster'),
  /** Pods, 1 to 20. @defaultValue 2 */
  replicas: z.int().min(1).max(20).default(2),
  /**
   * The engines that SearXNG asks, by its own names; empty asks the 80 or so that it enables by default. Where names
   * are filtered (`network.egress`) they have to be among those whose hosts are known here, or their hosts be named.
   * @defaultValue brave, duckduckgo, google, startpage, wikipedia
   * @see https://docs.searxng.org/user/configured_engines.html
   */
  engines: z.array(z.string().min(1)).default(['brave', 'duckduckgo', 'google', 'startpage', 'wikipedia']),
  /** Explicit results: `0` keeps them, `1` filters moderately, `2` strictly. @defaultValue 0 */
  safeSearch: z.union([z.literal(0), z.literal(1), z.literal(2)]).default(0),
});
/** SearXNG in the cluster. @interface */
export type InClusterSearchSettings = z.output<typeof InClusterSearchSettings>;

/**
 * Engines that ask for an API key and nothing else, by the name that Open WebUI calls them, with the environment
 * variable in which it looks for the key.
 * @see https://docs.openwebui.com/getting-started/env-configuration#web_search_engine
 */
export const API_KEY_VARIABLES = {
  bocha: 'BOCHA_SEARCH_API_KEY',
  brave: 'BRAVE_SEARCH_API_KEY',
  brave_llm_context: 'BRAVE_SEARCH_API_KEY',
  exa: 'EXA_API_KEY',
  jina: 'JINA_API_KEY',
  kagi: 'KAGI_SEARCH_API_KEY',
  linkup: 'LINKUP_API_KEY',
  mojeek: 'MOJEEK_SEARCH_API_KEY',
  ollama_cloud: 'OLLAMA_CLOUD_API_KEY',
  perplexity: 'PERPLEXITY_API_KEY',
  perplexity_search: 'PERPLEXITY_API_KEY',
  searchapi: 'SEARCHAPI_API_KEY',
  serpapi: 'SERPAPI_API_KEY',
  serper: 'SERPER_API_KEY',
  serply: 'SERPLY_API_KEY',
  serpstack: 'SERPSTACK_API_KEY',
  tavily: 'TAVILY_API_KEY',
  youcom: 'YOUCOM_API_KEY',
} as const;

const url = z.url({ protocol: /^https?$/, error: 'it takes an http:// or https:// URL' });
const kind = z.literal('external');

/** An engine that asks for an API key and nothing else. */
const ApiKeySearch = z.strictObject({
  kind,
  engine: z.enum(Object.keys(API_KEY_VARIABLES) as [keyof typeof API_KEY_VARIABLES]),
  apiKey: SecretSource,
});

/** Bing's Web Search API v7. */
const BingSearch = z.strictObject({
  kind,
  engine: z.literal('bing'),
  /** The subscription key. */
  apiKey: SecretSource,
  /** @defaultValue https://api.bing.microsoft.com/v7.0/search */
  endpoint: url.default('https://api.bing.microsoft.com/v7.0/search'),
});

/** Google's Programmable Search Engine. */
const GooglePseSearch = z.strictObject({
  kind,
  engine: z.literal('google_pse'),
  apiKey: SecretSource,
  /** The search engine's id (`cx`); it is public, Google puts it into the page. */
  engineId: z.string().min(1),
});

/** An index of the user's own. */
const AzureAiSearch = z.strictObject({
  kind,
  engine: z.literal('azure_ai_search'),
  /** A query key; an admin key can do more than search. */
  apiKey: SecretSource,
  endpoint: url,
  index: z.string().min(1),
});

/** DuckDuckGo, which asks for no key and limits how often it may be asked. */
const DuckDuckGoSearch = z.strictObject({ kind, engine: z.literal('duckduckgo') });

/** A SearXNG that runs somewhere already, with its JSON format on. */
const ExternalSearxngSearch = z.strictObject({
  kind,
  engine: z.literal('searxng'),
  /** `https://search.example.com/search`; `?q=<query>` is added where it is left out. */
  queryUrl: url,
});

/** A search service outside the cluster, each with exactly the settings that it asks for. */
export const ExternalSearchSettings = z.discriminatedUnion('engine', [
  ApiKeySearch,
  AzureAiSearch,
  BingSearch,
  DuckDuckGoSearch,
  ExternalSearxngSearch,
  GooglePseSearch,
]);
export type ExternalSearchSettings = z.output<typeof ExternalSearchSettings>;

/** Chats cannot search the web. */
export const NoSearchSettings = z.strictObject({ kind: z.literal('none') });

/** What answers when a chat searches the web. */
export const SearchSettings = z.discriminatedUnion('kind', [
  InClusterSearchSettings,
  ExternalSearchSettings,
  NoSearchSettings,
]);
export type SearchSettings = z.output<typeof SearchSettings>;
/** `SearchSettings`, typed where they are written. @throws UserError with every mistake in them */
export const searchSettings: TypedSettings<typeof SearchSettings> = settings('searchSettings', SearchSettings);
