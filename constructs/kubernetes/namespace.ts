import { NamespaceV1 } from '@cdktf/provider-kubernetes/lib/namespace-v1';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';

export interface NamespaceProps {
  readonly name: string;
  /** What must outlive it, because objects in it cannot go without. */
  readonly dependsOn?: readonly ITerraformDependable[];
}

/**
 * A namespace that refuses pods which fall short of the restricted Pod Security Standard, and so have more rights than
 * theirs need.
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/
 * @example
 * ```ts
 * const namespace = new Namespace(this, 'namespace', { name: 'models' });
 * ```
 */
export class Namespace extends Construct {
  readonly name: string;
  readonly resource: NamespaceV1;

  constructor(scope: Construct, id: string, props: NamespaceProps) {
    super(scope, id);
    this.name = props.name;
    this.resource = new NamespaceV1(this, 'namespace', {
      metadata: {
        name: props.name,
        labels: {
          'pod-security.kubernetes.io/enforce': 'restricted',
          // Whoever applies a Deployment would else wait for pods that never come, without a word.
          'pod-security.kubernetes.io/warn': 'restricted',
        },
      },
      // Terraform's own wait: what is in it (finalizers of load balancers, volumes) takes its time to go.
      timeouts: { delete: '15m' },
      dependsOn: props.dependsOn ? [...props.dependsOn] : undefined,
    });
  }
}
