import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Release } from '@cdktf/provider-helm/lib/release';
import { AssetType, type ITerraformDependable, TerraformAsset } from 'cdktf';
import type { Construct } from 'constructs';
import { parse } from 'yaml';
import { OWN_CHART_IMAGES } from './catalog';
import { withImages } from './chart-images';
import { jsonWithReferences } from '../json/json-with-references';
import type { ChartValues } from './chart-values';
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
  /**
   * Whether a failed upgrade is rolled back, and a failed install removed.
   * @defaultValue false: it is left to be looked at, and the next deployment goes on from there
   */
  readonly atomic?: boolean;
  /** What has to be there first, within the same stack. */
  readonly dependsOn?: readonly ITerraformDependable[];
}

/** Revisions of a release that Helm keeps; each is a Secret of up to 1 MiB in the cluster. */
export const MAX_HISTORY = 5;

/** What was read of the charts' files, by folder: a chart is in each of many stacks, and does not change meanwhile. */
const charts = new Map<string, { readonly assetHash: string; readonly version: string }>();

/**
 * A chart of the project's own. The synthesized stack carries it, so that it is complete without this repository. The
 * chart's id in Terraform is `chart`, beside the release.
 *
 * It counts as made when what it runs is ready (`wait`, the provider's default). A Job in it is a Helm hook, because the
 * provider waits for hooks always, and for other Jobs not while it upgrades a release that failed at first.
 */
export class OwnChartRelease extends Release {
  constructor(scope: Construct, id: string, props: OwnChartReleaseProps) {
    const path = join(__dirname, '..', '..', 'charts', props.chart);
    const known = charts.get(props.chart);
    const chart = new TerraformAsset(scope, 'chart', {
      path,
      type: AssetType.DIRECTORY,
      assetHash: known?.assetHash,
    });
    const { assetHash, version } = known ?? { assetHash: chart.assetHash, version: chartVersion(path) };
    charts.set(props.chart, { assetHash, version });
    const values = withImages(OWN_CHART_IMAGES[props.chart], props.values, ImageSource.of(scope), props.release);
    super(scope, id, {
      name: props.release,
      namespace: props.namespace,
      chart: `./${chart.path}`,
      values: [jsonWithReferences(values)],
      timeout: props.timeoutSeconds,
      // The provider forgets a release that failed at its first install, while Helm keeps it: without this every later
      // attempt is refused, because the name is in use. One that is removed when it fails leaves no name in use, and
      // whatever else has its name is somebody's.
      upgradeInstall: props.atomic ? undefined : true,
      // With `upgrade_install` the provider plans the installed version where none is given, and fails at a newer chart.
      version,
      atomic: props.atomic,
      cleanupOnFail: props.atomic,
      maxHistory: MAX_HISTORY,
      dependsOn: props.dependsOn ? [...props.dependsOn] : undefined,
    });
  }
}

function chartVersion(folder: string): string {
  return (parse(readFileSync(join(folder, 'Chart.yaml'), 'utf8')) as { readonly version: string }).version;
}
