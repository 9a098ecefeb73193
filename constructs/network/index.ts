import type { Construct } from 'constructs';
import type { AccountSettings } from '../account/settings';
import type { Names } from '../names/names';
import type { NetworkConnection } from './connection';
import { ExistingNetwork } from './existing-network';
import { ManagedNetwork } from './managed-network';
import type { AllowedConnections } from './network-firewall';
import type { NetworkSettings, VpcEndpointService } from './settings';
import type { Participant } from './shared-subnets';

export type { NetworkConnection } from './connection';
export type { Participant } from './shared-subnets';
export type { AllowedConnections } from './network-firewall';

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

/** Makes the VPC that `settings.kind` names, or adopts it. */
export function network(
  scope: Construct,
  id: string,
  settings: NetworkSettings,
  wiring: NetworkWiring,
): NetworkConnection {
  switch (settings.kind) {
    case 'managed':
      return new ManagedNetwork(scope, id, { settings, ...wiring });
    case 'existing':
      return new ExistingNetwork(scope, id, settings);
  }
}
