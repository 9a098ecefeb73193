import type { Construct } from 'constructs';
import type { NetworkConnection } from './connection';
import { ExistingNetwork } from './existing-network';
import { ManagedNetwork } from './managed-network';
import type { NetworkSettings } from './settings';
import type { NetworkWiring } from './wiring';

export type { NetworkConnection } from './connection';
export type { Participant } from './shared-subnets';
export type { AllowedConnections } from './network-firewall';
export type { NetworkWiring } from './wiring';

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
