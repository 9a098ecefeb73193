import type { ClientPods } from '../constructs/data-stores';
import { litellmPods } from '../constructs/litellm/pods';
import { OPEN_WEBUI_PODS } from '../constructs/open-webui/pods';
import { bootstrapPods, bootstrapRelease } from '../constructs/postgres/bootstrap-pods';
import type { Environment } from '../environments/schema';

/** Everything in an environment that connects to a data store. */
export function dataStoreClientPods({ litellm, release }: Environment): Readonly<Record<string, ClientPods>> {
  const { api, management, migrations } = litellmPods(litellm.shape);
  return {
    litellm: {
      description: 'Pods of LiteLLM',
      pods: [...new Set([api, management, ...(migrations ? [migrations] : [])])],
    },
    openwebui: { description: 'Pods of Open WebUI', pods: [OPEN_WEBUI_PODS] },
    'database-bootstrap': {
      description: 'The job that makes databases ready',
      pods: [bootstrapPods(bootstrapRelease(release))],
    },
  };
}
