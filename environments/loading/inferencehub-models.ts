import type { EnvironmentInput } from '../schema';
import type { InferenceHubYaml } from './inferencehub-shape';

type Model = NonNullable<NonNullable<EnvironmentInput['litellm']>['models']>[number];

/** The API version of Azure OpenAI where the file names none: its latest general one. */
const AZURE_API_VERSION = '2024-10-21';

/** Their models, by provider, as our one list. */
export function inferenceHubModels({ bedrock, openai, ollama, azure }: InferenceHubYaml['models']): {
  readonly models: Model[];
  /** What the file calls each place in the list. */
  readonly words: Readonly<Record<string, string>>;
} {
  const placed: readonly (readonly [theirs: string, Model])[] = [
    ...bedrock.map((model, index) => [`models.bedrock[${index}]`, { provider: 'bedrock', ...model }] as const),
    ...openai.map(
      (model, index) =>
        [`models.openai[${index}]`, { provider: 'openai', ...model, apiKey: '${OPENAI_API_KEY}' }] as const,
    ),
    ...ollama.map((model, index) => [`models.ollama[${index}]`, { provider: 'ollama', ...model }] as const),
    ...azure.map(
      ({ name, model, apiBase, apiVersion = AZURE_API_VERSION }, index) =>
        [
          `models.azure[${index}]`,
          { provider: 'azure', name, deployment: model, apiBase, apiVersion, apiKey: '${AZURE_OPENAI_API_KEY}' },
        ] as const,
    ),
  ];
  return {
    models: placed.map(([, model]) => model),
    words: Object.fromEntries(
      placed.flatMap(([theirs, model], index) => [
        [`litellm.models[${index}]`, theirs],
        ...(model.provider === 'azure' ? [[`litellm.models[${index}].deployment`, `${theirs}.model`]] : []),
      ]),
    ) as Record<string, string>,
  };
}
