import type { AccountSettings } from '../account/settings';
import type { Names } from '../names/names';
import type { NetworkConnection } from '../network/connection';

/** What a cluster takes besides what its user chose. */
export interface ClusterWiring {
  readonly names: Names;
  readonly account: AccountSettings;
  /** Whether the cluster is kept safe from deletion. */
  readonly protection: boolean;
  readonly network: NetworkConnection;
  /** The applications' namespace. */
  readonly namespace: string;
  /** For what default tags do not reach. */
  readonly tags: Readonly<Record<string, string>>;
}
