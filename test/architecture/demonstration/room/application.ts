import type { Application } from '../../../../constructs/application/application';
import { KEPT_BY_NETWORK_POLICIES } from '../../../../constructs/wiring/plain-hop';
import { DEMONSTRATION_CHART } from './chart';
import { DemonstrationSettings } from './settings';

const settings = DemonstrationSettings.prefault({});

/** What the demonstration states of itself. */
export const DEMONSTRATION_APPLICATION = {
  name: 'demonstration',
  title: 'The demonstration',
  settings,
  charts: [DEMONSTRATION_CHART],
  plainHops: {
    'demonstration-page': {
      between: 'applications → the demonstration',
      reason: 'it shows how a hop is stated',
      instead: KEPT_BY_NETWORK_POLICIES,
      pods: [{ group: /^demonstration$/, port: 8080 }],
    },
  },
  needs: ({ feed }) => ({
    services: [{ setting: 'feed', service: { kind: 'address', url: feed } }],
    registries: ['quay.io'],
  }),
  egressSources: () => [{ name: 'demonstration' }],
  passthrough: ({ values }) => ({ chart: DEMONSTRATION_CHART, values, secretEnv: {} }),
} satisfies Application<typeof settings>;
