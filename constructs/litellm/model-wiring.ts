import type { WiredConnection } from '../wiring/wiring';
import type { LiteLlmModel } from './settings';

/** Where a provider's models are, and what a call to them is proven with. */
const PROVIDERS: Readonly<
  Record<LiteLlmModel['provider'], { readonly name: string; readonly endpoint: string; readonly key: string }>
> = {
  bedrock: { name: 'Amazon Bedrock', endpoint: 'bedrock-runtime', key: "none: the pod's own role" },
  openai: { name: 'OpenAI', endpoint: 'https://api.openai.com', key: 'the Secret litellm-environment' },
  azure: { name: 'Azure OpenAI', endpoint: '', key: 'the Secret litellm-environment' },
  anthropic: { name: 'Anthropic', endpoint: 'https://api.anthropic.com', key: 'the Secret litellm-environment' },
  gemini: {
    name: 'Google Gemini',
    endpoint: 'https://generativelanguage.googleapis.com',
    key: 'the Secret litellm-environment',
  },
  vertex: {
    name: 'Google Vertex AI',
    endpoint: 'https://aiplatform.googleapis.com',
    key: 'the Secret litellm-environment',
  },
  other: { name: 'as LiteLLM knows it', endpoint: '', key: 'none' },
  ollama: { name: 'Ollama', endpoint: '', key: 'none' },
  'hosted-vllm': { name: 'vLLM', endpoint: '', key: 'none' },
  'openai-compatible': { name: 'OpenAI-compatible', endpoint: '', key: 'none' },
};

/** The models as the apps stack's `wiring` output tells them: one connection for each place that calls go to. */
export function describeModels(models: readonly LiteLlmModel[]): WiredConnection[] {
  const connections = models.map((model) => describeModel(model));
  return connections.filter(
    ({ endpoint, passwordFrom }, index) =>
      connections.findIndex((other) => other.endpoint === endpoint && other.passwordFrom === passwordFrom) === index,
  );
}

function describeModel(model: LiteLlmModel): WiredConnection {
  const provider = PROVIDERS[model.provider];
  const given = 'apiBase' in model ? model.apiBase : undefined;
  const endpoint = given ?? (model.provider === 'other' ? (model.model.split('/')[0] ?? '') : provider.endpoint);
  return {
    use: 'models',
    variant: provider.name,
    endpoint: model.provider === 'bedrock' && model.region ? `${endpoint} in ${model.region}` : endpoint,
    ...(endpoint.startsWith('http://') ? { tls: 'none', plainHop: 'chosen' as const } : { tls: 'TLS' }),
    passwordFrom: 'apiKey' in model && model.apiKey ? 'the Secret litellm-environment' : provider.key,
  };
}
