import type { EnvironmentInput } from '../environments/schema';
import { type Answers, valuesOf } from './question';

type Models = NonNullable<NonNullable<EnvironmentInput['litellm']>['models']>;

/** Parts of the world whose regions share an inference profile, by how their regions begin. */
const PROFILES = { 'us-gov-': 'us-gov', 'us-': 'us', 'eu-': 'eu', 'ap-northeast-1': 'jp', 'ap-southeast-2': 'au' };

/** A model or two of each provider that was chosen, to begin with. */
export function modelSettings(answers: Answers): Models {
  return valuesOf(answers.models).flatMap((provider): Models => {
    switch (provider) {
      case 'bedrock':
        return [
          {
            name: 'claude-sonnet',
            provider: 'bedrock',
            model: `${profileOf(answers.region)}.anthropic.claude-sonnet-4-5-20250929-v1:0`,
          },
          { name: 'embeddings', provider: 'bedrock', model: 'amazon.titan-embed-text-v2:0', mode: 'embedding' },
        ];
      case 'openai':
        return [{ name: 'gpt-4o', provider: 'openai', model: 'gpt-4o', apiKey: '${OPENAI_API_KEY}' }];
      case 'anthropic':
        return [
          {
            name: 'claude-sonnet-direct',
            provider: 'anthropic',
            model: 'claude-sonnet-4-5-20250929',
            apiKey: '${ANTHROPIC_API_KEY}',
          },
        ];
      default:
        return [{ name: 'llama3.2', provider: 'ollama', model: 'llama3.2:3b', apiBase: answers['ollama-url'] ?? '' }];
    }
  });
}

/** Where no profile of its own covers a region, the one of the whole world does. */
function profileOf(region = ''): string {
  return Object.entries(PROFILES).find(([beginning]) => region.startsWith(beginning))?.[1] ?? 'global';
}
