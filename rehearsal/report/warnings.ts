import type { WiredConnection, Wiring } from '../../constructs/wiring/wiring';
import { PLAIN_HOPS } from '../../environments/applications';

/** What a connection's eviction column says where nobody said what the server does. */
export const NOT_STATED = 'not stated';

/** Uses of Redis, by the setting that their server is chosen with. */
const REDIS_SETTINGS: Readonly<Record<string, string>> = {
  sessions: 'openwebui',
  cache: 'litellm',
  coordination: 'coordination',
};

/** What a Redis server does when it is full, in a word; empty for what is no Redis. */
export function evictionOf({ use, evictionPolicy }: WiredConnection): string {
  return evictionPolicy ?? (use in REDIS_SETTINGS ? NOT_STATED : '');
}

/** What somebody who reviews an environment should look at twice, a line each. */
export function warningsOf(wiring: Wiring): string[] {
  const all = Object.entries(wiring).flatMap(([application, list]) =>
    list.map((connection) => ({ application, connection })),
  );
  const sessions = all.find(({ connection }) => connection.use === 'sessions')?.connection;
  const silent = all.filter(({ connection }) => evictionOf(connection) === NOT_STATED);
  const settings = silent.map(({ connection }) => settingOf(connection, sessions));
  const plain = all.filter(({ connection }) => connection.tls === 'none' && !isInCluster(connection));
  return [
    ...[...new Set(settings)].map(
      (setting) => `${setting} is not stated: nobody knows here whether that server drops keys when it is full`,
    ),
    ...plain.map(
      ({ application, connection: { use, endpoint } }) =>
        `${application} reaches ${endpoint} (${use}) without TLS, and it is outside of the cluster`,
    ),
  ];
}

/** Coordination is on the sessions' server unless it has one of its own. */
function settingOf({ use, endpoint }: WiredConnection, sessions: WiredConnection | undefined): string {
  const shared = use === 'coordination' && sessions?.endpoint === endpoint;
  return `redis.${shared ? 'openwebui' : (REDIS_SETTINGS[use] ?? use)}.evictionPolicy`;
}

/** Connections without TLS that are meant to be, a line for each exception, with its reason. */
export function plainHopsOf(wiring: Wiring): string[] {
  const names = Object.values(wiring)
    .flat()
    .flatMap(({ plainHop }) => plainHop ?? []);
  return [...new Set(names)].flatMap((name) => {
    const hop = PLAIN_HOPS[name];
    if (!hop) throw new Error(`no room states the plain hop ${name}`);
    const { between, reason, instead } = hop;
    return `${name} (${between}): ${reason}. Instead: ${instead}`.replaceAll('`', '');
  });
}

function isInCluster({ variant, endpoint }: WiredConnection): boolean {
  return variant.startsWith('in-cluster') || /\.svc(\.|:|\/|$)/.test(endpoint);
}
