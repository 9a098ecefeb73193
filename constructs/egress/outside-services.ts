import type { GuardrailSettings } from '../litellm/extension-settings';
import type { LiteLlmModel, LiteLlmSettings } from '../litellm/settings';
import type { OpenWebUiSettings } from '../open-webui/settings';

/** A service that an application calls, outside the environment or in another namespace. */
export type OutsideService =
  /** One of AWS', in the environment's region but for the hosts that are named. */
  | { readonly kind: 'aws'; readonly hosts: readonly string[] }
  /** A company's own API, on the internet; without hosts where LiteLLM alone knows them. */
  | { readonly kind: 'provider'; readonly hosts: readonly string[] }
  /** Whatever an http or https address leads to. */
  | { readonly kind: 'address'; readonly url: string };

/** Hosts of providers that have no settings of their own, by LiteLLM's names for them. */
const OTHER_HOSTS: Readonly<Record<string, readonly string[]>> = {
  cohere: ['api.cohere.ai', 'api.cohere.com'],
  deepseek: ['api.deepseek.com'],
  fireworks_ai: ['api.fireworks.ai'],
  groq: ['api.groq.com'],
  jina_ai: ['api.jina.ai'],
  lakera_v2: ['api.lakera.ai'],
  mistral: ['api.mistral.ai'],
  openrouter: ['openrouter.ai'],
  perplexity: ['api.perplexity.ai'],
  together_ai: ['api.together.xyz'],
  voyage: ['api.voyageai.com'],
  xai: ['api.x.ai'],
};

/** Every service that LiteLLM calls, as its settings name them. */
export function litellmServices(settings: LiteLlmSettings): OutsideService[] {
  const { models, guardrails, passThrough, mcpServers, observability } = settings;
  const { langfuse, openTelemetry } = observability;
  const addresses = [
    ...passThrough.map(({ target }) => target),
    ...Object.values(mcpServers).map(({ url }) => url),
    ...(langfuse ? [langfuse.host] : []),
    ...(openTelemetry ? [openTelemetry.endpoint] : []),
  ];
  return [
    ...models.map(modelService),
    ...guardrails.map(guardrailService),
    ...addresses.map((url): OutsideService => ({ kind: 'address', url })),
  ];
}

/** Every service that Open WebUI calls besides LiteLLM and the search: where users sign in, and a Tika elsewhere. */
export function openWebUiServices({ sso, tika }: OpenWebUiSettings): OutsideService[] {
  const providers = [
    ...(sso?.microsoft ? ['graph.microsoft.com', 'login.microsoftonline.com'] : []),
    ...(sso?.google
      ? ['accounts.google.com', 'oauth2.googleapis.com', 'openidconnect.googleapis.com', 'www.googleapis.com']
      : []),
    ...(sso?.github ? ['api.github.com', 'github.com'] : []),
  ];
  const addresses = [...(sso?.oidc ? [sso.oidc.providerUrl] : []), ...(tika?.kind === 'external' ? [tika.url] : [])];
  return [
    ...(providers.length > 0 ? [{ kind: 'provider', hosts: providers } as const] : []),
    ...addresses.map((url): OutsideService => ({ kind: 'address', url })),
  ];
}

/** Where Pipelines load what they run from; what that code calls itself, nobody knows. */
export function pipelinesServices({ pipelines }: OpenWebUiSettings): OutsideService[] {
  if (!pipelines) return [];
  return [
    ...pipelines.urls.map(({ url }): OutsideService => ({ kind: 'address', url })),
    ...(pipelines.pypi ? [PYPI] : []),
  ];
}

/** The Python Package Index, and where it keeps packages. */
export const PYPI: OutsideService = { kind: 'provider', hosts: ['files.pythonhosted.org', 'pypi.org'] };

/** Where a model is called. */
export function modelService(model: LiteLlmModel): OutsideService {
  switch (model.provider) {
    case 'bedrock':
      return bedrock(model.region);
    case 'openai':
      return { kind: 'provider', hosts: ['api.openai.com'] };
    case 'anthropic':
      return { kind: 'provider', hosts: ['api.anthropic.com'] };
    case 'gemini':
      return { kind: 'provider', hosts: ['generativelanguage.googleapis.com'] };
    case 'vertex': {
      const api = 'aiplatform.googleapis.com';
      const hosts = [model.location === 'global' ? api : `${model.location}-${api}`, 'oauth2.googleapis.com'];
      return { kind: 'provider', hosts };
    }
    case 'azure':
    case 'ollama':
    case 'hosted-vllm':
    case 'openai-compatible':
      return { kind: 'address', url: model.apiBase };
    case 'other':
      return other(model.apiBase, model.model.split('/')[0] ?? '');
  }
}

/** Where a guardrail is asked. */
export function guardrailService(guardrail: GuardrailSettings): OutsideService {
  return guardrail.provider === 'bedrock' ? bedrock(guardrail.region) : other(guardrail.apiBase, guardrail.guardrail);
}

function bedrock(region: string | undefined): OutsideService {
  const apis = ['bedrock-agent-runtime', 'bedrock-runtime'];
  return { kind: 'aws', hosts: region === undefined ? [] : apis.map((api) => `${api}.${region}.amazonaws.com`) };
}

function other(apiBase: string | undefined, name: string): OutsideService {
  return apiBase === undefined
    ? { kind: 'provider', hosts: OTHER_HOSTS[name] ?? [] }
    : { kind: 'address', url: apiBase };
}
