import { ConfigMapV1 } from '@cdktf/provider-kubernetes/lib/config-map-v1';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { ManifestRelease } from '../helm/manifest-release';
import { denyByDefault } from './network-policy';

export interface DefaultDenyProps {
  /** The applications' namespace. */
  readonly namespace: string;
  /** Whether it is a cluster of our own in Auto Mode. Only there is it ours to have policies enforced. */
  readonly ownAutoMode: boolean;
  readonly dependsOn: readonly ITerraformDependable[];
}

/**
 * Closes the applications' namespace, before anything runs in it.
 * @example
 * ```ts
 * new DefaultDeny(this, 'default-deny', { ...common, ownAutoMode: false, dependsOn: [namespace.resource] });
 * ```
 */
export class DefaultDeny extends Construct {
  constructor(scope: Construct, id: string, { namespace, ownAutoMode, dependsOn }: DefaultDenyProps) {
    super(scope, id);
    const manifests = new ManifestRelease(this, 'manifests', {
      release: 'deny-by-default',
      namespace,
      dependsOn,
    });
    manifests.add(denyByDefault(namespace));
    if (!ownAutoMode) return;
    // Without it Auto Mode takes network policies and nothing enforces them; node groups have an add-on's setting.
    // https://docs.aws.amazon.com/eks/latest/userguide/auto-net-pol.html
    new ConfigMapV1(this, 'enforcement', {
      metadata: { name: 'amazon-vpc-cni', namespace: 'kube-system' },
      data: { 'enable-network-policy-controller': 'true' },
    });
  }
}
