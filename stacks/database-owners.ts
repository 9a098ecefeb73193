import { litellmDatabase } from '../constructs/litellm/database-owner';
import { OPEN_WEBUI_DATABASE } from '../constructs/open-webui/database-owner';
import type { DatabaseOwner } from '../constructs/postgres';
import type { Environment } from '../environments/schema';

/** Whose the databases of an environment are. LiteLLM's is there from the start where the server is in the cluster. */
export function databaseOwners({ litellm }: Pick<Environment, 'litellm'>): readonly DatabaseOwner[] {
  return [litellmDatabase(litellm), OPEN_WEBUI_DATABASE];
}
