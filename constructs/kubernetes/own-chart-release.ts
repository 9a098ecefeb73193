import { join } from 'node:path';
import { Release } from '@cdktf/provider-helm/lib/release';
import { AssetType, type ITerraformDependable, TerraformAsset } from 'cdktf';
import type { Construct } from 'constructs';
import { OWN_CHART_IMAGES } from '../charts/catalog';
import { withImages } from '../charts/chart-images';
import { chartValuesJson, type ChartValues } from '../charts/chart-values';
import { ImageSource } from '../images/image-source';

export interface OwnChartReleaseProps {
  /** Its folder in `charts`. */
  readonly chart: keyof typeof OWN_CHART_IMAGES;
  /** The release's name, at most 53 characters (Helm's limit). */
  readonly release: string;
  readonly namespace: string;
  /** Read when Terraform's JSON is written, so they may still grow until then. */
  readonly values: ChartValues;
  /** Seconds that one Helm operation may take. @defaultValue 300, Helm's own */
  readonly timeoutSeconds?: number;
  /** Whether the release counts as made only when its Jobs have ended well. @defaultValue false */
  readonly waitForJobs?: boolean;
  /** Whether a failed upgrade is rolled back, and a failed install removed. @defaultValue false: it is left to be looked at */
  readonly atomic?: boolean;
  /** What has to be there first, within the same stack. */
  readonly dependsOn?: readonly ITerraformDependable[];
}

/** Revisions of a release that Helm keeps; each is a Secret of up to 1 MiB in the cluster. */
export const MAX_HISTORY = 5;

/** cdktf's hashes of the charts, by folder: one is in each of many stacks. */
const hashes = new Map<string, string>();

/**
 * A chart of the project's own. The synthesized stack carries it, so that it is complete without this repository. The
 * chart's id in Terraform is `chart`, beside the release.
 */
export class OwnChartRelease extends Release {
  constructor(scope: Construct, id: string, props: OwnChartReleaseProps) {
    const chart = new TerraformAsset(scope, 'chart', {
      path: join(__dirname, '..', '..', 'charts', props.chart),
      type: AssetType.DIRECTORY,
      assetHash: hashes.get(props.chart),
    });
    hashes.set(props.chart, chart.assetHash);
    const values = withImages(OWN_CHART_IMAGES[props.chart], props.values, ImageSource.of(scope), props.release);
    super(scope, id, {
      name: props.release,
      namespace: props.namespace,
      chart: `./${chart.path}`,
      values: [chartValuesJson(values)],
      timeout: props.timeoutSeconds,
      waitForJobs: props.waitForJobs,
      atomic: props.atomic,
      cleanupOnFail: props.atomic,
      maxHistory: MAX_HISTORY,
      dependsOn: props.dependsOn ? [...props.dependsOn] : undefined,
    });
  }
}
