import type { AccountSettings } from '../account/settings';
import type { ClusterConnection } from '../cluster/connection';
import type { Namespace } from '../kubernetes/namespace';
import type { Names } from '../names/names';
import type { NetworkPolicyWiring } from '../network-policies/operator-policies';
import type { RoutedPods } from './exposure';

/** What earlier constructs made that a gateway needs, whichever it is. */
export interface GatewayWiring {
  readonly names: Names;
  /** Absent where the environment is not on AWS. */
  readonly account?: AccountSettings;
  readonly cluster: ClusterConnection;
  /** The applications' namespace, made after the load balancer controller. */
  readonly namespace: Namespace;
  readonly protection: boolean;
  /** The pods of what can have a host name, by the name that its host has in the settings, for proxies that reach them. */
  readonly routed: Readonly<Record<string, RoutedPods>>;
  /** For the namespaces that it makes. */
  readonly networkPolicies: NetworkPolicyWiring;
  /** Tags of what is made in another account. */
  readonly tags: Readonly<Record<string, string>>;
}
