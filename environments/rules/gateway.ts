import { at, type Problem, say } from '../../constructs/telling/problems';
import type { Environment } from '../schema';

/** Where `protection` is on, nothing is opened by leaving something out: neither to everyone nor to who listens. */
export function gatewayProblems({ gateway, openwebui, protection }: Environment): Problem[] {
  if (gateway.kind === 'none' || !protection) return [];
  const problems: Problem[] = [];
  if (gateway.kind === 'envoy' && gateway.tlsSecret === undefined) {
    problems.push({
      says: say`${at('gateway.tlsSecret')} is missing, so passwords and chats would go to the gateway in plain HTTP`,
      todo: say`name a Secret of the environment's namespace with the hosts' certificate; only an environment with ${at('protection')}: false may go without`,
    });
  }
  if (gateway.scheme === 'internet-facing' && gateway.allowedCidrs.length === 0) {
    problems.push({
      says: say`${at('gateway.scheme')} is internet-facing, but ${at('gateway.allowedCidrs')} is empty, which opens the applications to everyone`,
      todo: say`list the ranges that may connect, or write ['0.0.0.0/0'] if everyone is meant`,
    });
  }
  const host = gateway.hosts.openwebui;
  // With single sign-on alone nobody becomes a user whom the provider does not know.
  if (host !== undefined && openwebui.admin === undefined && openwebui.sso?.passwordLogin !== false) {
    problems.push({
      says: say`${at('openwebui.admin')} is missing, so whoever opens ${host} first becomes the administrator`,
      todo: say`write { email: 'you@example.com' }: the password is generated; or ${at('openwebui.sso')} with passwordLogin: false`,
    });
  }
  return problems;
}
