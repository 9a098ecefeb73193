import { z } from 'zod';
import { SecretSource } from '../secrets/settings';

const http = z.url({ protocol: /^https?$/, error: 'it takes an http or https address' });

/** When a guardrail looks: before the call, beside it, after it, or only at what is logged. */
const GuardrailMode = z.enum(['pre_call', 'during_call', 'post_call', 'logging_only']);

const guardrail = {
  /** How callers and keys name it. */
  name: z.string().min(1),
  /** @defaultValue pre_call */
  mode: z.array(GuardrailMode).min(1).default(['pre_call']),
  /** Whether it looks at every call, or only at those that ask for it. @defaultValue true */
  defaultOn: z.boolean().default(true),
};

/** A guardrail of Amazon Bedrock, which the pod's own role may apply. */
export const BedrockGuardrail = z.strictObject({
  ...guardrail,
  provider: z.literal('bedrock'),
  /** The guardrail's id. */
  guardrailId: z.string().regex(/^[a-z0-9]+$/, 'it takes the id of a guardrail, without its ARN'),
  /** A version's number, or DRAFT. @defaultValue DRAFT */
  version: z.string().min(1).default('DRAFT'),
  /** @defaultValue the environment's region */
  region: z.string().min(1).optional(),
});

/** Any other that LiteLLM knows. */
export const OtherGuardrail = z.strictObject({
  ...guardrail,
  provider: z.literal('other'),
  /**
   * LiteLLM's own word for it, `presidio` or `lakera_v2` for example.
   * @see https://docs.litellm.ai/docs/proxy/guardrails/quick_start
   */
  guardrail: z.string().min(1),
  apiBase: http.optional(),
  apiKey: SecretSource.optional(),
  /** More of its parameters, in LiteLLM's words; no secret: `os.environ/NAME`, with `NAME` in `secretEnv`. */
  parameters: z.record(z.string(), z.json()).default({}),
});

/** Something that looks at prompts and answers, and can refuse them. */
export const GuardrailSettings = z.discriminatedUnion('provider', [BedrockGuardrail, OtherGuardrail]);
export type GuardrailSettings = z.output<typeof GuardrailSettings>;

/** A path of LiteLLM's that another service answers. It asks for a virtual key like every other. */
export const PassThroughSettings = z.strictObject({
  path: z.string().regex(/^\/[\w./-]+$/, 'it takes a path, /jina/embeddings for example'),
  target: http,
  /** Headers that LiteLLM adds, each a secret: `{ Authorization: '${JINA_AUTHORIZATION}' }`. */
  headers: z.record(z.string().regex(/^[\w-]+$/), SecretSource).default({}),
  /** Whether paths below it are passed on too. @defaultValue false */
  includeSubpaths: z.boolean().default(false),
  /** @defaultValue 600 */
  timeoutSeconds: z.int().min(1).max(6000).default(600),
});
export type PassThroughSettings = z.output<typeof PassThroughSettings>;

/** A server of the Model Context Protocol, whose tools callers reach through LiteLLM. */
export const McpServerSettings = z.strictObject({
  url: http,
  /** @defaultValue http */
  transport: z.enum(['http', 'sse']).default('http'),
  /** What LiteLLM shows the server. @defaultValue nothing */
  authentication: z
    .strictObject({ kind: z.enum(['api_key', 'bearer_token', 'basic', 'authorization']), value: SecretSource })
    .optional(),
  /** The only tools that callers see. @defaultValue all of them */
  allowedTools: z.array(z.string().min(1)).min(1).optional(),
});
export type McpServerSettings = z.output<typeof McpServerSettings>;
