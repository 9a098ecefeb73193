import type { Exposure } from '../gateway/exposure';

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
 * The calls that applications make, each of which asks for a key. Its admin pages, key and user management, API docs,
 * health and metrics stay inside, and so do the pass-through routes to the providers' own APIs. Azure's form of the
 * calls, `/openai/deployments/<model>/…`, is below one of these: what it does not know goes to OpenAI as it is.
 */
export const LITELLM_EXPOSURE: Exposure = {
  closed: [],
  open: MODEL_CALLS.flatMap((path) => [`/v1${path}`, path]).concat('/engines'),
  healthCheckPath: '/health/liveliness',
  sticky: false,
};
