import { Aspects } from 'cdktf';
import type { Construct } from 'constructs';
import type { ClusterConnection } from '../constructs/cluster';
import type { NetworkConnection } from '../constructs/network';
import { KeepHeldData } from '../constructs/protection/held-data';
import type { StateSettings } from '../constructs/state/settings';
import type { Environment } from '../environments/schema';
import { AppsStack } from './apps';
import { ClusterStack } from './cluster';
import { ClusterDataStack } from './cluster-data';
import type { EnvironmentStack } from './environment-stack';
import { hasManagedData, type ManagedData, ManagedDataStack } from './managed-data';
import { NetworkStack } from './network';
import { PlatformStack } from './platform';
import { checkRotation } from './rotation';

export interface EnvironmentStacksOptions {
  /** Where the state is kept instead of where the environment says: a rehearsal leaves the real one alone. */
  readonly state?: StateSettings;
  /**
   * Whether Terraform may destroy what holds data although the environment is protected: what a rehearsal makes is made
   * up, and it destroys all of it.
   * @defaultValue false
   */
  readonly destroyable?: boolean;
}

/** What the stacks on AWS hand on to those inside the cluster. */
interface Foundation {
  readonly stacks: readonly EnvironmentStack[];
  readonly network?: NetworkConnection;
  readonly cluster: ClusterConnection;
  readonly managedData?: ManagedData;
}

/**
 * Makes all stacks of one environment and wires them. Each depends on what it reads, and on what has to be there although
 * nothing is read of it; what does not need each other is deployed side by side. Always all: a stack that is built
 * without the one that reads its outputs loses them.
 * @returns each after those that it depends on
 */
export function environmentStacks(
  app: Construct,
  environment: Environment,
  options: EnvironmentStacksOptions = {},
): readonly EnvironmentStack[] {
  const settings: Environment = { ...environment, state: options.state ?? environment.state };
  const { stacks, ...given } = foundation(app, settings);
  const platform = new PlatformStack(app, settings, given);
  const data = new ClusterDataStack(app, settings, { ...given, platform });
  const apps = new AppsStack(app, settings, { ...given, platform, connections: data.connections });
  // Operators have to run before what they make, and databases before what connects to them.
  data.addDependency(platform);
  apps.addDependency(data);
  const all = [...stacks, platform, data, apps];
  checkRotation(environment, all);
  if (environment.protection && !options.destroyable) {
    for (const stack of all) Aspects.of(stack).add(new KeepHeldData());
  }
  return all;
}

function foundation(app: Construct, environment: Environment): Foundation {
  const { account, network: networkSettings, cluster: clusterSettings } = environment;
  if (clusterSettings.kind === 'kubeconfig') return { stacks: [], cluster: clusterSettings };
  if (!account || !networkSettings) throw new Error(`${environment.name} is on EKS and has no account or no network`);

  const networkStack = new NetworkStack(app, { ...environment, account, network: networkSettings });
  const { network } = networkStack;
  const clusterStack = new ClusterStack(app, { ...environment, account, cluster: clusterSettings }, { network });
  // Nodes come by their images only when the ways out are there.
  clusterStack.addDependency(networkStack);
  const managedData = hasManagedData(environment)
    ? new ManagedDataStack(app, { ...environment, account }, { network })
    : undefined;
  return {
    stacks: [networkStack, clusterStack, ...(managedData ? [managedData] : [])],
    network,
    cluster: clusterStack.cluster,
    managedData,
  };
}
