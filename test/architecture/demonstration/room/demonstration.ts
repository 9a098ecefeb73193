import { Construct } from 'constructs';
import type { DeployedApplication, FlowContext } from '../../../../constructs/application/deployed-application';
import { ChartRelease } from '../../../../constructs/helm/chart-release';
import type { ManifestRelease } from '../../../../constructs/helm/manifest-release';
import { withPassthrough } from '../../../../constructs/helm/passthrough';
import { extraDestinations, serviceDestination } from '../../../../constructs/network-policies/destinations';
import { type Flow, flowsFrom } from '../../../../constructs/network-policies/flow';
import type { WiredConnection } from '../../../../constructs/wiring/wiring';
import { DEMONSTRATION_APPLICATION } from './application';
import { DEMONSTRATION_CHART, PINNED } from './chart';
import type { DemonstrationSettings } from './settings';

export interface DemonstrationProps {
  readonly settings: DemonstrationSettings;
  readonly namespace: string;
  readonly manifests: ManifestRelease;
}

/** A page of news. */
export class Demonstration extends Construct implements DeployedApplication {
  readonly name = DEMONSTRATION_APPLICATION.name;
  readonly endpoint: string;
  readonly secretNames = [];
  readonly wiring: readonly WiredConnection[];

  constructor(
    scope: Construct,
    id: string,
    private readonly props: DemonstrationProps,
  ) {
    super(scope, id);
    const { settings, namespace, manifests } = props;
    this.endpoint = `http://demonstration.${namespace}.svc.cluster.local`;
    new ChartRelease(this, 'chart', {
      chart: PINNED,
      release: 'demonstration',
      namespace,
      values: withPassthrough(DEMONSTRATION_CHART, { feed: settings.feed }, settings.values),
      dependsOn: [manifests.release],
    });
    this.wiring = [
      { use: 'news', variant: 'external (feed)', endpoint: settings.feed, tls: 'TLS', passwordFrom: 'none' },
    ];
  }

  flows(context: FlowContext): readonly Flow[] {
    const pods = { name: 'demonstration', labels: { 'app.kubernetes.io/name': 'demonstration' } };
    const feed = serviceDestination({ kind: 'address', url: this.props.settings.feed }, this.props.namespace);
    return flowsFrom(pods, [feed, ...extraDestinations(context.settings, 'demonstration')]);
  }
}
