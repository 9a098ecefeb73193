import type { PinnedChart } from '../../../../constructs/helm/catalog';
import type { PassthroughChart } from '../../../../constructs/helm/known-chart';
import { valueAt } from '../../../../constructs/helm/helm-merge';

/** Its chart, pinned. */
export const PINNED: PinnedChart = {
  repository: 'oci://quay.io/example/charts',
  chart: 'demonstration',
  version: '1.2.3',
  images: [{ image: 'quay.io/example/demonstration', tag: '4.5.6', at: ['image'] }],
};

/** What of the chart's values is known and kept. */
export const DEMONSTRATION_CHART: PassthroughChart = {
  name: 'demonstration',
  protection: {
    values: [{ path: 'feed', reason: 'the network lets out what the setting names', use: '`demonstration.feed`' }],
    variableLists: [],
    variables: [],
  },
  knownValues: '(top): feed image replicas',
  mergedLists: {},
  variables: (values) => ({ demonstration: [{ name: 'FEED', value: String(valueAt(values, ['feed'])) }] }),
};
