import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { ManifestRelease } from '../helm/manifest-release';
import type { Flow } from './flow';
import { networkPolicies } from './network-policy';
import type { Surroundings } from './surroundings';

export interface NetworkPoliciesProps {
  /** The stack whose connections they allow: part of their names. */
  readonly layer: 'data' | 'apps';
  /** First part of the names of what runs in the cluster. */
  readonly release: string;
  /** The applications' namespace. */
  readonly namespace: string;
  readonly surroundings: Surroundings;
}

/**
 * Policies that let a stack's pods talk along its connections, as a release of their own.
 * @example
 * ```ts
 * const policies = new NetworkPolicies(this, 'network-policies', {
 *   ...common,
 *   layer: 'data',
 *   surroundings: surroundingsOf(cluster, network, networkPolicySettings({})),
 * });
 * const stores = [postgres.connection('litellm'), cache.connection('litellm-cache')];
 * policies.allow(
 *   locationFlows(
 *     networkPolicySettings({}),
 *     stores.map(({ location }) => location),
 *   ),
 * );
 * ```
 */
export class NetworkPolicies extends Construct {
  /** What pods wait for: before it they reach nothing. */
  readonly release: ITerraformDependable;
  private readonly manifests: ManifestRelease;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: NetworkPoliciesProps,
  ) {
    super(scope, id);
    this.manifests = new ManifestRelease(this, 'manifests', {
      release: `${props.release}-${props.layer}-network-policies`,
      namespace: props.namespace,
    });
    this.release = this.manifests.release;
  }

  /** Allows these connections, all of the stack's at once: each group of pods gets one policy. */
  allow(flows: readonly Flow[]): void {
    const { layer, namespace, surroundings } = this.props;
    this.manifests.add(...networkPolicies(flows, { prefix: layer, namespace, surroundings }));
  }
}
