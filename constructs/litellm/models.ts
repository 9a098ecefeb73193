import { createHash } from 'node:crypto';
import { partitionOf } from '../account/partition';
import type { AccountSettings } from '../account/settings';
import type { PolicyStatement } from '../identity/policy-document';
import type { SecretSource } from '../secrets/settings';
import type { ChartValues } from '../helm/chart-values';
import type { LiteLlmModel } from './settings';

/** A provider's key: where it comes from, and the environment variable that LiteLLM reads it from. */
export interface ProviderKey {
  readonly variable: string;
  /** What its entry in the secret store is called. */
  readonly entry: string;
  readonly source: SecretSource;
}

/** The keys that models, guardrails and other services take. Those that share a key share its variable. */
export class ProviderKeys {
  readonly all: readonly ProviderKey[];

  /** @param others keys of what is no model */
  constructor(models: readonly LiteLlmModel[], others: readonly SecretSource[] = []) {
    const sources = new Map([...models.flatMap(keysOf), ...others].map((source) => [variableOf(source), source]));
    this.all = [...sources].map(([variable, source]) => ({
      variable,
      entry: variable.slice(VARIABLE_PREFIX.length).toLowerCase().replaceAll('_', '-'),
      source,
    }));
  }

  /** The value that LiteLLM's configuration has in the key's place. */
  static reference(source: SecretSource): string {
    return `os.environ/${variableOf(source)}`;
  }
}

function keysOf(model: LiteLlmModel): SecretSource[] {
  if (model.provider === 'vertex') return [model.credentials];
  return 'apiKey' in model && model.apiKey ? [model.apiKey] : [];
}

/** Keeps a user's names apart from the variables that LiteLLM itself knows. */
const VARIABLE_PREFIX = 'PROVIDER_KEY_';

/** Names that are in a variable letter by letter; two underscores in a row are kept for what has a hash. */
const PLAIN_NAME = /^[A-Z0-9]+(_[A-Z0-9]+)*$/;

/** A variable of its own for each source: where its name loses letters, a hash of the whole source is behind it. */
function variableOf(source: SecretSource): string {
  const words = wordsOf(source);
  if (typeof source === 'string' && PLAIN_NAME.test(words)) return `${VARIABLE_PREFIX}${words}`;
  const name = words.replaceAll(/[^A-Za-z0-9]+/g, '_').replaceAll(/^_+|_+$/g, '');
  const hash = createHash('sha256')
    .update(JSON.stringify(Object.entries(source).sort()))
    .digest('hex')
    .slice(0, 12);
  return `${VARIABLE_PREFIX}${name}__${hash}`.toUpperCase();
}

function wordsOf(source: SecretSource): string {
  if (typeof source === 'string') return source.slice(2, -1);
  return 'kubernetesSecret' in source
    ? `${source.kubernetesSecret} ${source.key}`
    : `${source.secretsManager} ${source.property}`;
}

/** LiteLLM's `model_list`. */
export function modelList(models: readonly LiteLlmModel[], region: string | undefined): ChartValues[] {
  const shared = new Set(models.map(({ name }) => name).filter((name, at, names) => names.indexOf(name) !== at));
  // Where one of several has a weight LiteLLM calls none without; where none has, it takes their limits for weights.
  return models.map((model) =>
    modelEntry(shared.has(model.name) ? { ...model, weight: model.weight ?? EQUAL_SHARE } : model, region),
  );
}

/** The weight of a model that has none. */
const EQUAL_SHARE = 1;

function modelEntry(model: LiteLlmModel, region: string | undefined): ChartValues {
  return {
    model_name: model.name,
    litellm_params: { ...parameters(model, region), ...sharing(model) },
    model_info: { mode: model.mode },
  };
}

/** What part of the calls it gets, and where that ends. */
function sharing({ weight, limits, budget, tags, shadow }: LiteLlmModel): ChartValues {
  return {
    weight,
    rpm: limits?.requestsPerMinute,
    tpm: limits?.tokensPerMinute,
    max_parallel_requests: limits?.parallelRequests,
    max_budget: budget?.usd,
    budget_duration: budget?.period,
    tags,
    silent_model: shadow,
  };
}

function parameters(model: LiteLlmModel, region: string | undefined): ChartValues {
  switch (model.provider) {
    case 'bedrock':
      return { model: `bedrock/${model.model}`, aws_region_name: model.region ?? region };
    case 'openai':
      return { model: `openai/${model.model}`, api_key: ProviderKeys.reference(model.apiKey) };
    case 'azure':
      return {
        model: `azure/${model.deployment}`,
        api_base: model.apiBase,
        api_version: model.apiVersion,
        api_key: ProviderKeys.reference(model.apiKey),
      };
    case 'anthropic':
      return { model: `anthropic/${model.model}`, api_key: ProviderKeys.reference(model.apiKey) };
    case 'gemini':
      return { model: `gemini/${model.model}`, api_key: ProviderKeys.reference(model.apiKey) };
    case 'vertex':
      return {
        model: `vertex_ai/${model.model}`,
        vertex_project: model.project,
        vertex_location: model.location,
        vertex_credentials: ProviderKeys.reference(model.credentials),
      };
    case 'ollama':
      // `ollama_chat` speaks Ollama's chat API, which knows tools and images; embeddings have only the other one.
      return { model: `${model.mode === 'chat' ? 'ollama_chat' : 'ollama'}/${model.model}`, api_base: model.apiBase };
    case 'hosted-vllm':
      return { model: `hosted_vllm/${model.model}`, api_base: model.apiBase, api_key: keyOrNone(model.apiKey) };
    case 'openai-compatible':
      return { model: `openai/${model.model}`, api_base: model.apiBase, api_key: keyOrNone(model.apiKey) };
    case 'other':
      return {
        model: model.model,
        api_base: model.apiBase,
        api_key: model.apiKey && ProviderKeys.reference(model.apiKey),
      };
  }
}

/** LiteLLM's OpenAI client refuses to start without a key; a server that asks for none gets this. */
function keyOrNone(source: SecretSource | undefined): string {
  return source ? ProviderKeys.reference(source) : 'none';
}

/** First parts of inference profiles' ids: each stands for the regions that the profile sends calls to. */
const PROFILE = /^(us|us-gov|eu|apac|jp|au|ca|sa|global)\.(?=[a-z0-9-]+\.)/;

/** What a role has to be allowed so that LiteLLM can call exactly these Bedrock models. */
export function bedrockStatements(models: readonly LiteLlmModel[], account: AccountSettings): PolicyStatement[] {
  const partition = partitionOf(account.region);
  const foundationModels = new Set<string>();
  const profiles = new Map<string, Set<string>>();
  let reranks = false;

  for (const model of models) {
    if (model.provider !== 'bedrock') continue;
    const region = model.region ?? account.region;
    reranks ||= model.mode === 'rerank';
    if (!PROFILE.test(model.model)) {
      foundationModels.add(`arn:${partition}:bedrock:${region}::foundation-model/${model.model}`);
      continue;
    }
    const foundationModel = model.model.replace(PROFILE, '');
    // The region is open because a profile sends each call to one of several, and AWS adds more; the condition below
    // allows them for calls through these profiles alone.
    const behind = `arn:${partition}:bedrock:*::foundation-model/${foundationModel}`;
    const profile = `arn:${partition}:bedrock:${region}:${account.id}:inference-profile/${model.model}`;
    profiles.set(behind, (profiles.get(behind) ?? new Set()).add(profile));
  }

  const actions = ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'];
  const profileArns = [...profiles.values()].flatMap((arns) => [...arns]);
  return [
    { sid: 'InvokeModels', actions, resources: [...foundationModels, ...profileArns] },
    {
      sid: 'InvokeModelsBehindProfiles',
      actions,
      resources: [...profiles.keys()],
      conditions: { StringEquals: { 'bedrock:InferenceProfileArn': profileArns } },
    },
    // Rerank knows no resources; the model that it may use is among those above.
    { sid: 'Rerank', actions: reranks ? ['bedrock:Rerank'] : [], resources: ['*'] },
  ].filter(({ actions: allowed, resources }) => allowed.length > 0 && resources.length > 0);
}
