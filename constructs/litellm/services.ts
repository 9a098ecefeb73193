import type { NamedService } from '../application/application';
import type { OutsideService } from '../network-policies/outside-service';
import type { GuardrailSettings } from './extension-settings';
import type { LiteLlmModel, LiteLlmSettings } from './settings';

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
export function litellmServices(settings: LiteLlmSettings): NamedService[] {
  const { models, guardrails, passThrough, mcpServers, observability } = settings;
  const { langfuse, openTelemetry } = observability;
  const addresses = [
    ...passThrough.map(({ target }, index) => [`passThrough[${index}].target`, target] as const),
    ...Object.entries(mcpServers).map(([name, { url }]) => [`mcpServers.${name}.url`, url] as const),
    ...(langfuse ? [['observability.langfuse.host', langfuse.host] as const] : []),
    ...(openTelemetry ? [['observability.openTelemetry.endpoint', openTelemetry.endpoint] as const] : []),
  ];
  return [
    ...models.map((model, index) => ({ setting: `models[${index}]`, service: modelService(model) })),
    ...guardrails.flatMap((guardrail, index) => guardrailServices(guardrail, `guardrails[${index}]`)),
    ...addresses.map(([setting, url]): NamedService => ({ setting, service: { kind: 'address', url } })),
  ];
}

/** Where a model is called. */
function modelService(model: LiteLlmModel): OutsideService {
  switch (model.provider) {
    case 'bedrock':
      return bedrock(model.region);
    case 'openai':
      return { kind: 'provider', hosts: ['api.openai.com'] };
    case 'anthropic':
      return { kind: 'provider', hosts: ['api.anthropic.com'] };
    case 'gemini':
      return { kind: 'provider', hosts: ['generativelanguage.googleapis.com'] };
    case 'vertex':
      return { kind: 'provider', hosts: [vertexHost(model.location), 'oauth2.googleapis.com'] };
    case 'azure':
    case 'ollama':
    case 'hosted-vllm':
    case 'openai-compatible':
      return { kind: 'address', url: model.apiBase };
    case 'other':
      return other(model.apiBase, model.model.split('/')[0] ?? '');
  }
}

/** A region's name has a hyphen; `eu` and `us` are several regions, with a host of another kind. */
function vertexHost(location: string): string {
  const api = 'aiplatform.googleapis.com';
  if (location === 'global') return api;
  return location.includes('-') ? `${location}-${api}` : `aiplatform.${location}.rep.googleapis.com`;
}

/** Where a guardrail is asked: Presidio, for one, has two addresses among its parameters. */
function guardrailServices(guardrail: GuardrailSettings, setting: string): NamedService[] {
  const addresses = guardrail.provider === 'other' ? Object.entries(guardrail.parameters) : [];
  const services = addresses.flatMap(([name, url]): NamedService[] =>
    typeof url === 'string' && /^https?:\/\//.test(url)
      ? [{ setting: `${setting}.parameters.${name}`, service: { kind: 'address', url } }]
      : [],
  );
  const isAskedThereAlone =
    services.length > 0 && guardrail.provider === 'other' && !guardrail.apiBase && !OTHER_HOSTS[guardrail.guardrail];
  return isAskedThereAlone ? services : [{ setting, service: guardrailService(guardrail) }, ...services];
}

function guardrailService(guardrail: GuardrailSettings): OutsideService {
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
