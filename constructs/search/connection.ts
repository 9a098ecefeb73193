import type { SecretRef } from '../secrets/secret-ref';

/** SearXNG in the cluster. */
export interface SearxngConnection {
  readonly kind: 'searxng';
  /** Where it listens, without a path: `http://searxng.<namespace>.svc.cluster.local:8080`. */
  readonly url: string;
  /** The query URL as Open WebUI wants it, with `<query>` for the words. */
  readonly queryUrl: string;
}

/** A search service outside the cluster, as Open WebUI is told of it. */
export interface ExternalSearchConnection {
  readonly kind: 'external';
  /** The value of `WEB_SEARCH_ENGINE`. */
  readonly engine: string;
  /** Environment variables that are no secret. */
  readonly variables: Readonly<Record<string, string>>;
  /** Environment variables that are, and where each value is kept. */
  readonly secrets: Readonly<Record<string, SecretRef>>;
}

/** Chats cannot search the web. */
export interface NoSearchConnection {
  readonly kind: 'none';
}

/** What answers when a chat searches the web. */
export type SearchConnection = SearxngConnection | ExternalSearchConnection | NoSearchConnection;
