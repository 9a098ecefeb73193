import type { AccountSettings } from '../../constructs/account/settings';
import { networkAccount } from '../../constructs/network/owner';
import type { NetworkSettings } from '../../constructs/network/settings';
import { at, type Problem, say } from '../../constructs/telling/problems';
import type { Environment } from '../schema';
import type { Neighbour } from './network';

/** Where an environment makes things on AWS, as people would say it. */
export function placesOf(account: AccountSettings | undefined, network: NetworkSettings | undefined): string[] {
  if (!account) return [];
  const accounts = [account, ...(network ? [networkAccount(account, network)] : [])];
  return [...new Set(accounts.map(({ id, region }) => `account ${id} in ${region}`))];
}

/** Rights reach what begins with an environment's name: where two are in one place, neither may begin with the other. */
export function nameOverlapProblems(
  { name, account, network }: Environment,
  neighbours: readonly Neighbour[],
): Problem[] {
  const places = placesOf(account, network);
  return neighbours.flatMap((neighbour) => {
    const place = places.find((one) => neighbour.places?.includes(one));
    const [short, long] = name.length < neighbour.name.length ? [name, neighbour.name] : [neighbour.name, name];
    if (place === undefined || !long.startsWith(`${short}-`)) return [];
    return {
      says: say`the environment's name is ${name}, and ${neighbour.name} (${neighbour.file}) is in the same place (${at('account')}: ${place})`,
      todo: say`what begins with ${short}- is ${short}'s, by the rights that deploy it too; give one of them a name that does not begin so, or an account of its own`,
    };
  });
}
