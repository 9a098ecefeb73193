import { extraDestinations, INTERNET } from '../network-policies/destinations';
import { type Flow, flowsFrom } from '../network-policies/flow';
import type { NetworkPolicySettings } from '../network-policies/settings';
import type { SearchConnection } from './connection';
import { SEARXNG_PODS } from './pods';

/** SearXNG asks search engines, and nothing of a private network: whoever can ask it must not look around through it. */
export function searchFlows({ kind }: SearchConnection, settings: NetworkPolicySettings): Flow[] {
  if (kind !== 'searxng') return [];
  return flowsFrom(SEARXNG_PODS, [INTERNET, ...extraDestinations(settings, 'searxng')]);
}
