import { Construct } from 'constructs';
import { API_KEY_VARIABLES, type ExternalSearchSettings } from './settings';
import type { SecretRef, SecretVault } from '../secrets';
import type { ExternalSearchConnection } from './connection';

export interface ExternalSearchProps {
  readonly settings: ExternalSearchSettings;
  readonly vault: SecretVault;
}

/** A search service outside the cluster; its API key is the user's. */
export class ExternalSearch extends Construct implements ExternalSearchConnection {
  readonly kind = 'external';
  readonly engine: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, SecretRef>>;

  constructor(scope: Construct, id: string, props: ExternalSearchProps) {
    super(scope, id);
    const { settings, vault } = props;
    this.engine = settings.engine;
    this.variables = plainVariables(settings);
    this.secrets =
      'apiKey' in settings
        ? { [apiKeyVariable(settings.engine)]: vault.adopt('search-api-key', 'search/api-key', settings.apiKey) }
        : {};
  }
}

/** The engines that have a key. */
type KeyedEngine = Extract<ExternalSearchSettings, { apiKey: unknown }>['engine'];

/** The variable in which Open WebUI looks for the key. */
function apiKeyVariable(engine: KeyedEngine): string {
  switch (engine) {
    case 'azure_ai_search':
      return 'AZURE_AI_SEARCH_API_KEY';
    case 'bing':
      return 'BING_SEARCH_V7_SUBSCRIPTION_KEY';
    case 'google_pse':
      return 'GOOGLE_PSE_API_KEY';
    default:
      return API_KEY_VARIABLES[engine];
  }
}

/** What the engine is told besides its key. */
function plainVariables(settings: ExternalSearchSettings): Record<string, string> {
  switch (settings.engine) {
    case 'azure_ai_search':
      return { AZURE_AI_SEARCH_ENDPOINT: settings.endpoint, AZURE_AI_SEARCH_INDEX_NAME: settings.index };
    case 'bing':
      return { BING_SEARCH_V7_ENDPOINT: settings.endpoint };
    case 'google_pse':
      return { GOOGLE_PSE_ENGINE_ID: settings.engineId };
    case 'searxng':
      return { SEARXNG_QUERY_URL: withQuery(settings.queryUrl) };
    default:
      return {};
  }
}

/** Open WebUI puts the words where `<query>` stands. */
function withQuery(url: string): string {
  return url.includes('<query>') ? url : `${url}?q=<query>`;
}
