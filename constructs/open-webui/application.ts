import type { Application } from '../application/application';
import { OPEN_WEBUI_CHART } from './chart';
import { OPEN_WEBUI_EXPOSURE } from './exposure';
import { OPEN_WEBUI_HOPS } from './plain-hops';
import { openWebUiServices, pipelinesServices } from './services';
import { OpenWebUiSettings } from './settings';

const settings = OpenWebUiSettings.prefault({});

/** Open WebUI with Tika and Pipelines, as the rooms see it that know no application by name. */
export const OPEN_WEBUI_APPLICATION = {
  name: 'openwebui',
  title: 'Open WebUI',
  settings,
  charts: [OPEN_WEBUI_CHART],
  plainHops: OPEN_WEBUI_HOPS,
  exposure: OPEN_WEBUI_EXPOSURE,
  needs: (openwebui) => ({
    services: [...openWebUiServices(openwebui), ...pipelinesServices(openwebui)],
    // Tika's image is on Docker Hub.
    registries: openwebui.tika?.kind === 'in-cluster' ? ['ghcr.io', 'docker.io'] : ['ghcr.io'],
  }),
  egressSources: ({ pipelines }) => [
    { name: 'openwebui' },
    pipelines ? { name: 'pipelines' } : { name: 'pipelines', missing: { setting: 'openwebui.pipelines' } },
  ],
  passthrough: ({ values, secretEnv }) => ({ chart: OPEN_WEBUI_CHART, values, secretEnv }),
} satisfies Application<typeof settings>;
