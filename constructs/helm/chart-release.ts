import { Release } from '@cdktf/provider-helm/lib/release';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { ImageSource } from '../images/image-source';
import { MAX_HISTORY } from './own-chart-release';
import type { PinnedChart } from './catalog';
import { withImages } from './chart-images';
import { jsonWithReferences } from '../json/json-with-references';
import type { ChartValues } from './chart-values';

export interface ChartReleaseProps {
  readonly chart: PinnedChart;
  /** The release's name, at most 53 characters (Helm's limit). */
  readonly release: string;
  readonly namespace: string;
  readonly values: ChartValues;
  /**
   * Seconds that one Helm operation may take.
   * @defaultValue 600, twice Helm's own: the first pull of these images takes minutes
   */
  readonly timeoutSeconds?: number;
  /** Whether the release counts as made only when its Jobs have ended well. @defaultValue false */
  readonly waitForJobs?: boolean;
  /** What has to be there first, within the same stack. */
  readonly dependsOn?: readonly ITerraformDependable[];
}

/**
 * An upstream chart at its pinned version. A failed upgrade is rolled back, a failed install is removed; so the name is
 * free again, and `upgrade_install` stays off: it would take over an operator that somebody else has in the cluster.
 */
export class ChartRelease extends Construct {
  readonly release: Release;

  constructor(scope: Construct, id: string, props: ChartReleaseProps) {
    super(scope, id);
    const values = withImages(props.chart.images, props.values, ImageSource.of(this), props.release);
    this.release = new Release(this, 'release', {
      name: props.release,
      namespace: props.namespace,
      repository: props.chart.repository,
      chart: props.chart.chart,
      version: props.chart.version,
      values: [jsonWithReferences(values)],
      timeout: props.timeoutSeconds ?? 600,
      waitForJobs: props.waitForJobs ?? false,
      atomic: true,
      cleanupOnFail: true,
      maxHistory: MAX_HISTORY,
      dependsOn: props.dependsOn ? [...props.dependsOn] : undefined,
    });
  }
}
