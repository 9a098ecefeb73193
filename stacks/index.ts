import { Aspects } from 'cdktf';
import type { Construct } from 'constructs';
import type { ClusterConnection } from '../constructs/cluster';
import type { NetworkConnection } from '../constructs/network';
import { KeepHeldData } from '../constructs/protection/held-data';
import type { StateSettings } from '../constructs/state/settings';
import type { Environment } from '../environments/schema';
import { AppsStack } from './apps';
import { ClusterStack } from './cluster';
import { DataStack } from './data';
import type { EnvironmentStack } from './environment-stack';
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
}

/**
 * Makes all stacks of one environment and wires them, in their order. Always all: a stack that is built without the
 * one that reads its outputs loses them.
 */
export function environmentStacks(
  app: Construct,
  environment: Environment,
  options: EnvironmentStacksOptions = {},
): readonly EnvironmentStack[] {
  const settings: Environment = { ...environment, state: options.state ?? environment.state };
  const { stacks, network, cluster } = foundation(app, settings);
  const platform = new PlatformStack(app, settings, { cluster, network });
  const data = new DataStack(app, settings, { network, cluster, platform });
  const apps = new AppsStack(app, settings, { cluster, network, platform, connections: data.connections });
  const all = inOrder([...stacks, platform, data, apps]);
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
  return { stacks: [networkStack, clusterStack], network, cluster: clusterStack.cluster };
}

/** Each after the one before, whether or not a value flows between them. */
function inOrder(stacks: readonly EnvironmentStack[]): readonly EnvironmentStack[] {
  stacks.slice(1).forEach((stack, index) => {
    const before = stacks[index];
    if (before) stack.addDependency(before);
  });
  return stacks;
}
