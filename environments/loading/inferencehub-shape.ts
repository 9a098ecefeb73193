import { z } from 'zod';

const text = z.string();

/** Blocks that may be there empty, as in `openwebui:` with nothing but a comment below it. */
const server = z.strictObject({ url: text.optional(), password: text.optional() }).prefault({});

/**
 * The file that InferenceHub's own command reads, `inferencehub.yaml`, as far as its shape goes; what its settings take
 * is checked when they are ours.
 * @see https://github.com/Vinay-Venkatesh/inference-hub/blob/main/docs/configuration.md
 */
export const InferenceHubYaml = z.strictObject({
  clusterName: text.optional(),
  domain: text.optional(),
  environment: text.optional(),
  namespace: text.optional(),
  cloudProvider: z.enum(['aws', 'gcp', 'azure', 'local']).optional(),
  storageClass: text.optional(),
  chartPath: text.optional(),
  kubeconfigPath: text.optional(),
  gateway: z.strictObject({ name: text.optional(), namespace: text.optional() }).prefault({}),
  versions: z
    .strictObject({
      openwebui: text.optional(),
      litellm: text.optional(),
      postgresql: text.optional(),
      redis: text.optional(),
      searxng: text.optional(),
    })
    .prefault({}),
  models: z
    .strictObject({
      bedrock: z.array(z.strictObject({ name: text, model: text, region: text })).default([]),
      openai: z.array(z.strictObject({ name: text, model: text })).default([]),
      ollama: z.array(z.strictObject({ name: text, model: text, apiBase: text })).default([]),
      azure: z
        .array(z.strictObject({ name: text, model: text, apiBase: text, apiVersion: text.optional() }))
        .default([]),
    })
    .prefault({}),
  aws: z.strictObject({ litellmRoleArn: text.optional() }).prefault({}),
  postgresql: z
    .strictObject({
      openwebuiConnectionString: text.optional(),
      litellmConnectionString: text.optional(),
      url: text.optional(),
      username: text.optional(),
      password: text.optional(),
    })
    .prefault({}),
  redis: z.strictObject({ openwebui: server, litellm: server }).prefault({}),
  webSearch: z
    .strictObject({
      enabled: z.boolean().default(false),
      engine: text.optional(),
      external: z
        .strictObject({
          enabled: z.boolean().default(false),
          queryUrl: text.optional(),
          apiKey: text.optional(),
          engineId: text.optional(),
        })
        .prefault({}),
    })
    .prefault({}),
  observability: z
    .strictObject({
      enabled: z.boolean().default(false),
      langfuse: z
        .strictObject({ host: text.optional(), publicKey: text.optional(), secretKey: text.optional() })
        .prefault({}),
    })
    .prefault({}),
  openwebui: z.record(z.string(), z.json()).default({}),
  litellm: z.record(z.string(), z.json()).default({}),
});
export type InferenceHubYaml = z.output<typeof InferenceHubYaml>;

/** Blocks whose empty values mean something to a chart. */
const PASSTHROUGH = ['openwebui', 'litellm'];

/**
 * A file's content without what is left blank: there, `url: ""` and `url:` both mean that it is not given.
 * @param read what the file says
 */
export function withoutBlanks(read: unknown): unknown {
  if (!isBlock(read)) return read ?? {};
  return Object.fromEntries(
    Object.entries(read).flatMap(([key, value]: [string, unknown]) =>
      isBlank(value) ? [] : [[key, PASSTHROUGH.includes(key) ? value : stripped(value)]],
    ),
  );
}

function stripped(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(stripped);
  if (!isBlock(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, member]: [string, unknown]) =>
      isBlank(member) ? [] : [[key, stripped(member)]],
    ),
  );
}

function isBlank(value: unknown): boolean {
  return value === null || value === '';
}

function isBlock(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
