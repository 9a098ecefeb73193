import { z } from 'zod';
import { ImageDigest } from '../images/image-digest';
import { SecretEnv, SecretSource } from '../secrets/settings';
import { GuardrailSettings, McpServerSettings, PassThroughSettings } from './extension-settings';
import { settings, type TypedSettings } from '../telling/settings';

/** What a model is for; LiteLLM checks its health accordingly. @see https://docs.litellm.ai/docs/proxy/health */
export const ModelMode = z.enum([
  'chat',
  'embedding',
  'image_generation',
  'audio_transcription',
  'audio_speech',
  'rerank',
]);
export type ModelMode = z.output<typeof ModelMode>;

const http = z.url({ protocol: /^https?$/, error: 'it takes an http or https address' });

/** What every model has. */
const common = {
  /** The name that callers use. Models with the same name share its calls, by weight. */
  name: z.string().min(1),
  /** @defaultValue chat */
  mode: ModelMode.default('chat'),
  /**
   * Share of the calls among the models of the same name, relative to the others.
   * @defaultValue 1
   */
  weight: z.number().positive().optional(),
  /**
   * Where it takes fewer calls than callers may make, counted over all pods. The call beyond goes to the model's
   * fallbacks, or is refused (429); those after it go to the others of the same name.
   */
  limits: z
    .strictObject({
      requestsPerMinute: z.int().min(1).optional(),
      tokensPerMinute: z.int().min(1).optional(),
      /** Calls at the same time, in each pod. */
      parallelRequests: z.int().min(1).optional(),
    })
    .optional(),
  /** What may be spent on it; it is left out when that is gone. */
  budget: z
    .strictObject({
      usd: z.number().positive(),
      /** After which it begins anew: `30s`, `15m`, `12h` or `30d`. */
      period: z.string().regex(/^\d+[smhd]$/, 'it takes a number and s, m, h or d, 30d for example'),
    })
    .optional(),
  /** Only calls with one of these tags go to it. */
  tags: z.array(z.string().min(1)).min(1).optional(),
  /** Another model's name, which gets a copy of each call in the background; its answers are thrown away, and paid for. */
  shadow: z.string().min(1).optional(),
};

/** Amazon Bedrock, with the pod's own role: no key. */
export const BedrockModel = z.strictObject({
  ...common,
  provider: z.literal('bedrock'),
  /**
   * A foundation model's id (`anthropic.claude-sonnet-4-5-20250929-v1:0`) or an inference profile's
   * (`eu.anthropic.claude-sonnet-4-5-20250929-v1:0`).
   */
  model: z.string().regex(/^[a-z0-9-]+\.[\w.:-]+$/i, 'it takes the id of a Bedrock model or inference profile'),
  /** @defaultValue the environment's region */
  region: z
    .string()
    .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'it takes an AWS region, us-east-1 for example')
    .optional(),
});

/** OpenAI. */
export const OpenAiModel = z.strictObject({
  ...common,
  provider: z.literal('openai'),
  model: z.string().min(1),
  apiKey: SecretSource,
});

/** Azure OpenAI. */
export const AzureModel = z.strictObject({
  ...common,
  provider: z.literal('azure'),
  /** The deployment's name in the Azure resource. */
  deployment: z.string().min(1),
  /** The resource's address, `https://example.openai.azure.com` for example. */
  apiBase: http,
  /** The API's version, `2024-10-21` for example. */
  apiVersion: z.string().regex(/^\d{4}-\d{2}-\d{2}(-preview)?$|^latest$|^preview$/, 'it takes a date, 2024-10-21'),
  apiKey: SecretSource,
});

/** Anthropic's own API. */
export const AnthropicModel = z.strictObject({
  ...common,
  provider: z.literal('anthropic'),
  model: z.string().min(1),
  apiKey: SecretSource,
});

/** Google AI Studio. */
export const GeminiModel = z.strictObject({
  ...common,
  provider: z.literal('gemini'),
  model: z.string().min(1),
  apiKey: SecretSource,
});

/** Google Vertex AI. */
export const VertexModel = z.strictObject({
  ...common,
  provider: z.literal('vertex'),
  model: z.string().min(1),
  /** The Google Cloud project. */
  project: z.string().min(1),
  /** A region, `europe-west4` for example. */
  location: z.string().min(1),
  /** The JSON of a service account's key. */
  credentials: SecretSource,
});

/** An Ollama server, which asks for no key. */
export const OllamaModel = z.strictObject({
  ...common,
  provider: z.literal('ollama'),
  model: z.string().min(1),
  /** The server's address, `http://ollama.ollama.svc.cluster.local:11434` for example. */
  apiBase: http,
});

/** A vLLM server. */
export const HostedVllmModel = z.strictObject({
  ...common,
  provider: z.literal('hosted-vllm'),
  model: z.string().min(1),
  /** The address of its OpenAI API, with `/v1`. */
  apiBase: http,
  /** Only where the server was started with one. */
  apiKey: SecretSource.optional(),
});

/** Anything else that speaks OpenAI's API. */
export const OpenAiCompatibleModel = z.strictObject({
  ...common,
  provider: z.literal('openai-compatible'),
  model: z.string().min(1),
  /** The address of its API, usually with `/v1`. */
  apiBase: http,
  /** Only where the server asks for one. */
  apiKey: SecretSource.optional(),
});

/** Any other provider that LiteLLM knows, in its own words. */
export const OtherModel = z.strictObject({
  ...common,
  provider: z.literal('other'),
  /**
   * The provider and the model, `cohere/rerank-v3.5` for example.
   * @see https://docs.litellm.ai/docs/providers
   */
  model: z.string().regex(/^[a-z0-9_]+\/.+$/, "it takes LiteLLM's name of a provider, / and a model"),
  apiBase: http.optional(),
  apiKey: SecretSource.optional(),
});

/** One deployment of a model. */
export const LiteLlmModel = z.discriminatedUnion('provider', [
  BedrockModel,
  OpenAiModel,
  AzureModel,
  AnthropicModel,
  GeminiModel,
  VertexModel,
  OllamaModel,
  HostedVllmModel,
  OpenAiCompatibleModel,
  OtherModel,
]);
export type LiteLlmModel = z.output<typeof LiteLlmModel>;

/** The kinds of call whose answers LiteLLM can cache. @see https://docs.litellm.ai/docs/proxy/caching */
const CachedCall = z.enum([
  'completion',
  'acompletion',
  'embedding',
  'aembedding',
  'transcription',
  'atranscription',
  'text_completion',
  'atext_completion',
  'rerank',
  'arerank',
]);

/** The response cache. Its entries are shared by all callers of a model who send the same words. */
export const LiteLlmCacheSettings = z.strictObject({
  /**
   * Whether answers are cached unless a call says no (`default_on`), or only where a call asks for it (`default_off`).
   * @defaultValue default_on
   */
  mode: z.enum(['default_on', 'default_off']).default('default_on'),
  /** Seconds for which an answer is kept. @defaultValue 600 */
  ttlSeconds: z.int().min(1).default(600),
  /** First part of every key. @defaultValue litellm.cache */
  namespace: z
    .string()
    .regex(/^[\w.-]+$/, 'it takes letters, digits, dots, hyphens and underscores')
    .default('litellm.cache'),
  /** @defaultValue chat completions and embeddings */
  calls: z.array(CachedCall).min(1).default(['completion', 'acompletion', 'embedding', 'aembedding']),
});
export type LiteLlmCacheSettings = z.output<typeof LiteLlmCacheSettings>;

/** How LiteLLM's pods become an AWS role. */
export const LiteLlmIdentity = z.discriminatedUnion('kind', [
  /** A role of its own, through EKS Pod Identity, which may call exactly the models in `models`. */
  z.strictObject({ kind: z.literal('pod-identity') }),
  /** A role that exists already and trusts the cluster's OIDC provider. Its permissions are yours to give. */
  z.strictObject({
    kind: z.literal('irsa'),
    roleArn: z.string().regex(/^arn:aws[a-z-]*:iam::\d{12}:role\//, 'it takes the ARN of an IAM role'),
  }),
]);
export type LiteLlmIdentity = z.output<typeof LiteLlmIdentity>;

/** Traces of every call, to Langfuse. */
export const LangfuseSettings = z.strictObject({
  /** @defaultValue https://cloud.langfuse.com */
  host: http.default('https://cloud.langfuse.com'),
  publicKey: SecretSource,
  secretKey: SecretSource,
});

/** Traces of every call, to a collector of OpenTelemetry. */
export const OpenTelemetrySettings = z.strictObject({
  /** The collector's address, `http://otel-collector.observability.svc.cluster.local:4317` for example. */
  endpoint: http,
  /** @defaultValue otlp_grpc */
  protocol: z.enum(['otlp_grpc', 'otlp_http']).default('otlp_grpc'),
  /** @defaultValue litellm */
  serviceName: z.string().min(1).default('litellm'),
  /** Headers as `name=value`, separated by commas, where the collector asks for a key. */
  headers: SecretSource.optional(),
});

export type OpenTelemetrySettings = z.output<typeof OpenTelemetrySettings>;

/** For a model's name, the names to try in turn. */
const fallbacks = z.record(z.string(), z.array(z.string()).min(1)).default({});

/** How calls are spread over models of the same name; what is left out is as LiteLLM has it. */
export const RoutingSettings = z.strictObject({
  /** @defaultValue simple-shuffle, by weight */
  strategy: z
    .enum(['simple-shuffle', 'least-busy', 'latency-based-routing', 'usage-based-routing'])
    .default('simple-shuffle'),
  /** How often a failed call is tried again before its fallbacks are. */
  retries: z.int().min(0).max(10).optional(),
  /** Failures in a minute after which a model is left out for a while. */
  allowedFails: z.int().min(0).max(1000).optional(),
  /** Seconds for which it is. */
  cooldownSeconds: z.int().min(1).max(86_400).optional(),
});

/** LiteLLM, the gateway to the models. */
export const LiteLlmSettings = z.strictObject({
  /**
   * How it is deployed: `monolith` is one kind of pod with everything in it; `split` scales the data plane apart from
   * the management API and the dashboard; `classic` is the older chart (`litellm-helm`).
   * @defaultValue monolith
   */
  shape: z.enum(['monolith', 'split', 'classic']).default('monolith'),
  image: z
    .strictObject({
      /**
       * A tag of `ghcr.io/berriai/litellm`. Releases before 1.93 know no coordination Redis of its own.
       * @defaultValue 1.104.0, which the pinned chart was made for
       */
      tag: z.string().min(1).default('1.104.0'),
      /** Pins the bytes, whatever the tag; the classic chart cannot. */
      digest: ImageDigest.optional(),
    })
    .prefault({}),
  /** Pods of the data plane; between the two numbers it follows the CPU. */
  replicas: z
    .strictObject({
      /** @defaultValue 2 */
      min: z.int().min(1).max(100).default(2),
      /** Each holds up to `databaseConnections` connections. @defaultValue 4 */
      max: z.int().min(1).max(100).default(4),
    })
    .refine(({ min, max }) => min <= max, 'min is more than max')
    .prefault({}),
  /**
   * Requests and limits of each pod; one pod runs one worker.
   * @see https://docs.litellm.ai/docs/proxy/prod
   */
  resources: z
    .strictObject({
      /** CPUs. @defaultValue 1 */
      cpu: z.number().min(0.1).max(64).default(1),
      /** Memory in GiB; 4 is upstream's floor for production. @defaultValue 4 */
      memoryGib: z.number().min(0.5).max(256).default(4),
    })
    .prefault({}),
  database: z
    .strictObject({
      /**
       * How LiteLLM logs in: with a password, or with RDS' tokens (`iam`), which its role gets and no Secret holds. Only
       * with a managed PostgreSQL, and not in the classic shape.
       * @defaultValue password
       */
      authentication: z.enum(['password', 'iam']).default('password'),
    })
    .prefault({}),
  redis: z
    .strictObject({
      /**
       * How LiteLLM logs in to its cache and to coordination: with passwords, or with ElastiCache's tokens (`iam`),
       * which its role gets and no Secret holds. Only where both are managed. It is chosen before the first deployment:
       * AWS has to be told by hand to take a password from a cache that has one.
       * @defaultValue password
       * @see https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth-iam.html
       */
      authentication: z.enum(['password', 'iam']).default('password'),
    })
    .prefault({}),
  /** Connections to the database that each pod may hold. @defaultValue 10 */
  databaseConnections: z.int().min(1).max(200).default(10),
  /** The models that callers can name. */
  models: z.array(LiteLlmModel).default([]),
  /** For a model's name, the names to try in turn when it fails. */
  fallbacks,
  /** The same where a prompt is too long for it. */
  contextWindowFallbacks: fallbacks,
  /** The same where the provider refuses a prompt's content. */
  contentPolicyFallbacks: fallbacks,
  /** The names to try in turn for every model that has no fallbacks of its own. */
  defaultFallbacks: z.array(z.string()).default([]),
  /** Other names of models: `{ 'gpt-4': 'claude-sonnet' }` answers callers of the one with the other. */
  aliases: z.record(z.string().min(1), z.string()).default({}),
  routing: RoutingSettings.prefault({}),
  /** What looks at prompts and answers, and can refuse them. */
  guardrails: z.array(GuardrailSettings).default([]),
  /** Paths that other services answer. */
  passThrough: z.array(PassThroughSettings).default([]),
  /** Servers of the Model Context Protocol, by name. */
  mcpServers: z
    .record(
      z.string().regex(/^[a-z][a-z0-9_]*$/, 'it takes lower case letters, digits and underscores'),
      McpServerSettings,
    )
    .default({}),
  cache: LiteLlmCacheSettings.prefault({}),
  /** Seconds that a call may take. @defaultValue 600 */
  requestTimeoutSeconds: z.int().min(1).max(6000).default(600),
  /**
   * Seconds that a pod which is to go may take to finish its calls; a model's long answer is cut after them.
   * @defaultValue 120
   */
  drainSeconds: z.int().min(5).max(3600).default(120),
  /** Whether read-only queries go to the database's readers, where it has any. @defaultValue true */
  useReader: z.boolean().default(true),
  /**
   * The administrator's key, which starts with `sk-`.
   * @defaultValue generated
   */
  masterKey: SecretSource.optional(),
  /**
   * Encrypts what LiteLLM keeps in its database. It can never change: what the old one encrypted would be lost.
   * @defaultValue generated, once
   */
  saltKey: SecretSource.optional(),
  /** @defaultValue pod-identity; without EKS there is none */
  identity: LiteLlmIdentity.prefault({ kind: 'pod-identity' }),
  /** Whether the dashboard and the API's documentation are served, inside the cluster. @defaultValue false */
  adminUi: z.boolean().default(false),
  /** Whether each call is logged to the environment's bucket, where it has one. @defaultValue true */
  requestLogs: z.boolean().default(true),
  /**
   * Whether metrics are served for Prometheus, on port 4001 of each pod and of the Service `litellm-metrics`
   * (`litellm-gateway-metrics` where it is split), to whoever reaches it inside the cluster.
   * @defaultValue false
   */
  metrics: z.boolean().default(false),
  observability: z
    .strictObject({ langfuse: LangfuseSettings.optional(), openTelemetry: OpenTelemetrySettings.optional() })
    .prefault({}),
  /** More variables that are secrets, by name: what `values` refers to as `os.environ/NAME`. */
  secretEnv: SecretEnv,
  /** Values of the chart, merged into ours; protected ones are refused. */
  values: z.record(z.string(), z.json()).default({}),
});
/** LiteLLM, the gateway to the models. @interface */
export type LiteLlmSettings = z.output<typeof LiteLlmSettings>;
/** `LiteLlmSettings`, typed where they are written. @throws UserError with every mistake in them */
export const litellmSettings: TypedSettings<typeof LiteLlmSettings> = settings('litellmSettings', LiteLlmSettings);
