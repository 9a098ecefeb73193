import type { Flow, Peer } from '../network-policies/flow';
import type { NetworkPolicySettings } from '../network-policies/settings';
import type { WiredConnection } from '../wiring/wiring';

/** What of an environment an application's connections depend on, besides its own settings. */
export interface FlowContext {
  readonly settings: NetworkPolicySettings;
  /** Whether pods get an AWS role from EKS Pod Identity. */
  readonly podIdentity: boolean;
  /** Who brings calls from outside. */
  readonly gateway: readonly Peer[];
}

/** An application that a stack has made, as what collects from all of them sees it. */
export interface DeployedApplication {
  /** Its name in the wiring. */
  readonly name: string;
  /** Where it is inside the cluster. */
  readonly endpoint: string;
  /** Names of the Secrets that its pods read. */
  readonly secretNames: readonly string[];
  /** Its connections, as a person is told of them. */
  readonly wiring: readonly WiredConnection[];
  /** Every connection that it makes or answers. */
  flows(context: FlowContext): readonly Flow[];
}
