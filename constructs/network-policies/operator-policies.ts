import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { ManifestRelease } from '../helm/manifest-release';
import type { Namespace } from '../kubernetes/namespace';
import { type Destination, type Flow, flowsFrom, flowsInto, otherNamespaces, type Peer, type PodGroup } from './flow';
import { denyByDefault, networkPolicies } from './network-policy';
import type { NetworkPolicySettings } from './settings';
import type { Surroundings } from './surroundings';

/** What the policies of every operator are made with. */
export interface NetworkPolicyWiring {
  readonly settings: NetworkPolicySettings;
  readonly surroundings: Surroundings;
}

/** Pods of an operator that do the same, and all that they do on the network. */
export interface OperatorPods {
  readonly group: PodGroup;
  readonly reaches: readonly Destination[];
  /** Who connects to them, and on which of their ports. */
  readonly answers?: readonly { readonly from: Peer; readonly ports: readonly number[] }[];
  /** Where those that the environment names read metrics. */
  readonly metricsPort?: number;
}

export interface OperatorPoliciesProps extends NetworkPolicyWiring {
  readonly namespace: Namespace;
  readonly pods: readonly OperatorPods[];
}

/**
 * Closes an operator's namespace but for what its pods need, before they are there: a webhook that nobody reaches
 * would refuse every object that follows.
 * @example
 * ```ts
 * const policies = new OperatorPolicies(this, 'network-policies', {
 *   ...networkPolicies,
 *   namespace,
 *   pods: [
 *     {
 *       group: { name: 'operator', labels: { app: 'operator' } },
 *       reaches: [{ to: { kind: 'kubernetes-api' } }],
 *       answers: [{ from: { kind: 'control-plane' }, ports: [9443] }],
 *       metricsPort: 8080,
 *     },
 *   ],
 * });
 * ```
 */
export class OperatorPolicies extends Construct {
  /** What the operator waits for, so that it also goes before its policies do. */
  readonly release: ITerraformDependable;

  constructor(scope: Construct, id: string, { namespace, pods, settings, surroundings }: OperatorPoliciesProps) {
    super(scope, id);
    const manifests = new ManifestRelease(this, 'manifests', {
      release: 'network-policies',
      namespace: namespace.name,
      dependsOn: [namespace.resource],
    });
    manifests.add(
      denyByDefault(namespace.name),
      ...networkPolicies(
        pods.flatMap((one) => flowsOf(one, settings)),
        { namespace: namespace.name, surroundings },
      ),
    );
    this.release = manifests.release;
  }
}

function flowsOf({ group, reaches, answers = [], metricsPort }: OperatorPods, settings: NetworkPolicySettings): Flow[] {
  const readers = otherNamespaces(settings.metricsReaders);
  return [
    ...flowsFrom(group, reaches),
    ...answers.flatMap(({ from, ports }) => ports.flatMap((port) => flowsInto(group, port, [from]))),
    ...(metricsPort === undefined ? [] : flowsInto(group, metricsPort, readers)),
  ];
}
