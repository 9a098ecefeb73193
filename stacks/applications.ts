import type { DeployedApplication } from '../constructs/application/deployed-application';
import { gatewayPeers } from '../constructs/gateway/peers';
import type { GatewaySettings } from '../constructs/gateway/settings';
import type { Flow } from '../constructs/network-policies';
import type { NetworkPolicySettings } from '../constructs/network-policies/settings';
import type { Wiring } from '../constructs/wiring/wiring';

export interface ApplicationsProps {
  readonly settings: NetworkPolicySettings;
  readonly gateway: GatewaySettings;
  /** Whether pods get an AWS role from EKS Pod Identity. */
  readonly podIdentity: boolean;
  readonly namespace: string;
}

/** The applications of a stack, and what is told or allowed for all of them together. */
export class Applications {
  private readonly all: DeployedApplication[] = [];

  constructor(private readonly props: ApplicationsProps) {}

  /** Takes an application in. */
  add<One extends DeployedApplication>(application: One): One {
    this.all.push(application);
    return application;
  }

  /** Every connection that they make or answer. */
  get flows(): readonly Flow[] {
    const { gateway, namespace, ...context } = this.props;
    return this.all.flatMap((one) => one.flows({ ...context, gateway: gatewayPeers(gateway, one.name, namespace) }));
  }

  /** Their connections, as a person is told of them. */
  get wiring(): Wiring {
    return this.byName(({ wiring }) => wiring);
  }

  /** The Secrets that their pods read. */
  get secretNames(): Readonly<Record<string, readonly string[]>> {
    return this.byName(({ secretNames }) => secretNames);
  }

  /**
   * Where users find them; inside the cluster where they have no route.
   * @param routed addresses from outside, by application
   */
  urls(routed: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> {
    return this.byName(({ name, endpoint }) => routed[name] ?? endpoint);
  }

  private byName<Value>(value: (application: DeployedApplication) => Value): Readonly<Record<string, Value>> {
    return Object.fromEntries(this.all.map((one) => [one.name, value(one)] as const));
  }
}
