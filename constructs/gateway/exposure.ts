/** The applications that can have a route. */
export type RoutedApplication = 'litellm' | 'openwebui';

/** What of an application can be reached from outside, and how its pods are treated behind a load balancer. */
export interface Exposure {
  /** Path prefixes that are closed though a shorter one is open. */
  readonly closed: readonly string[];
  /** Path prefixes that are open; every other path answers 404. */
  readonly open: readonly string[];
  /** What the load balancer asks the pods themselves; it need not be open. */
  readonly healthCheckPath: string;
  /** Whether a browser stays with the pod that it began with. */
  readonly sticky: boolean;
}

/**
 * LiteLLM's calls to models, with `/v1` before them and without. Not `/v1` itself: memory, tools, MCP servers, files and
 * the users' own settings of them are below it too, and new releases put more there.
 */
const MODEL_CALLS = [
  '/audio',
  '/chat/completions',
  '/completions',
  '/embeddings',
  '/images',
  '/messages',
  '/models',
  '/moderations',
  '/realtime',
  '/rerank',
  '/responses',
];

/**
 * What is public, by application.
 *
 * LiteLLM: the calls that applications make, each of which asks for a key. Its admin pages, key and user management,
 * API docs, health and metrics stay inside, and so do the pass-through routes to the providers' own APIs. Azure's form of
 * the calls, `/openai/deployments/<model>/…`, is below one of these: what it does not know goes to OpenAI as it is.
 *
 * Open WebUI: everything but health and metrics. Its websocket keeps state in the pod between two polls, so a browser
 * that falls back to polling has to come back to the same one.
 */
export const EXPOSURE: Readonly<Record<RoutedApplication, Exposure>> = {
  litellm: {
    closed: [],
    open: MODEL_CALLS.flatMap((path) => [`/v1${path}`, path]).concat('/engines'),
    healthCheckPath: '/health/liveliness',
    sticky: false,
  },
  openwebui: {
    closed: ['/health', '/metrics'],
    open: ['/'],
    healthCheckPath: '/health',
    sticky: true,
  },
};

/**
 * Seconds for which nothing may flow on a request before it is cut, on every hop alike: a model that thinks sends
 * nothing for minutes. LiteLLM gives up on a model after 600 s by default.
 */
export const STREAM_IDLE_SECONDS = 600;

/** How long a browser stays with its pod, in seconds. */
export const STICKINESS_SECONDS = 86_400;
