import type { Construct } from 'constructs';
import type { AccountSettings } from '../account/settings';
import type { Names } from '../names';
import type { NetworkConnection } from './connection';
import { ExistingNetwork } from './existing-network';
import { ManagedNetwork } from './managed-network';
import type { NetworkSettings } from './settings';

export type { NetworkConnection } from './connection';

/** What a network takes besides what its user chose. */
export interface NetworkWiring {
  readonly names: Names;
  readonly account: AccountSettings;
  /** Whether keys stay restorable for long. */
  readonly protection: boolean;
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
