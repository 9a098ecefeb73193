import type { DatabaseOwner } from '../postgres/database-owner';
import type { LiteLlmSettings } from './settings';

/** The database that LiteLLM asks for. */
export function litellmDatabase({ database }: Pick<LiteLlmSettings, 'database'>) {
  return { name: 'litellm', authentication: database.authentication } as const satisfies DatabaseOwner;
}
