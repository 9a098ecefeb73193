import { accountOfRole } from '../account/role';
import type { AccountSettings } from '../account/settings';
import type { NetworkSettings } from './settings';

/** The account that a VPC is made or found in, and how to work there: the environment's, where no other owns it. */
export function networkAccount(account: AccountSettings, network: NetworkSettings): AccountSettings {
  if (network.kind !== 'managed' || !network.owner) return account;
  return { id: accountOfRole(network.owner.assumeRoleArn) ?? '', region: account.region, ...network.owner };
}
