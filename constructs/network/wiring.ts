import type { AccountSettings } from '../account/settings';
import type { Names } from '../names/names';
import type { AllowedConnections } from './network-firewall';
import type { VpcEndpointService } from './settings';
import type { Participant } from './shared-subnets';

/** What a network takes besides what its user chose. */
export interface NetworkWiring {
  readonly names: Names;
  /** The account that the VPC is in. */
  readonly account: AccountSettings;
  /** Whether keys stay restorable for long. */
  readonly protection: boolean;
  /** AWS services that are called from inside the VPC: its endpoints, where the settings name no others. */
  readonly services: readonly VpcEndpointService[];
  /** What a firewall lets out, where the settings ask for one. @defaultValue nothing */
  readonly allowed?: AllowedConnections;
  /** Buckets of other accounts that are used from inside the VPC. @defaultValue none */
  readonly adoptedBuckets?: readonly string[];
  /** Another account that the environment lives in, where the VPC is not in its own. */
  readonly participant?: Participant;
}
