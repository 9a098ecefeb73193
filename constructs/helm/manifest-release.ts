import type { Release } from '@cdktf/provider-helm/lib/release';
import { dependable, type ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { ChartValue } from './chart-values';
import { OwnChartRelease } from './own-chart-release';

/** A Kubernetes object, whole. */
export interface KubernetesManifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly [field: string]: ChartValue | undefined;
}

export interface ManifestReleaseProps {
  /** The release's name, at most 53 characters (Helm's limit). */
  readonly release: string;
  readonly namespace: string;
  /** Seconds that one Helm operation may take. @defaultValue 300, Helm's own */
  readonly timeoutSeconds?: number;
  /** What has to be there first, within the same stack. */
  readonly dependsOn?: readonly ITerraformDependable[];
}

/**
 * Kubernetes objects as one Helm release of our own chart. Unlike `kubernetes_manifest` it needs neither the cluster
 * nor the objects' CRDs at plan time, so a stack can be planned before the one that installs the operators is applied.
 * @example
 * ```ts
 * const manifests = new ManifestRelease(this, 'manifests', common);
 * manifests.add({
 *   apiVersion: 'v1',
 *   kind: 'ConfigMap',
 *   metadata: { name: 'greeting', namespace: common.namespace },
 *   data: { text: 'hello' },
 * });
 * ```
 */
export class ManifestRelease extends Construct {
  readonly release: Release;
  private readonly manifests: KubernetesManifest[] = [];

  constructor(scope: Construct, id: string, props: ManifestReleaseProps) {
    super(scope, id);
    this.release = new OwnChartRelease(this, 'release', {
      ...props,
      chart: 'manifests',
      values: { resources: this.manifests },
    });
  }

  /** Has the release wait for something that its objects read. */
  comesAfter(other: ITerraformDependable): void {
    this.release.dependsOn = [...(this.release.dependsOn ?? []), dependable(other)];
  }

  /** Adds objects to the release; the order does not matter, Helm sorts by kind. */
  add(...manifests: readonly KubernetesManifest[]): void {
    this.manifests.push(...manifests);
  }
}
