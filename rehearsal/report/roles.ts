import type { WiredConnection } from '../../constructs/wiring/wiring';
import { evictionOf, NOT_STATED } from './warnings';
import { READS } from './wiring';

/** What a server is for, by the uses that its connections have. */
const ROLES: Readonly<Record<string, string>> = {
  database: 'PostgreSQL',
  vectors: 'PostgreSQL',
  [READS]: 'PostgreSQL',
  sessions: 'sessions',
  coordination: 'coordination',
  cache: 'response cache',
  files: 'files',
  'request logs': 'logs',
  search: 'web search',
};

/** The order in which several roles of one server are named. */
const ORDER = Object.values(ROLES);

/** A server's role for people, with what it does when it is full: `Sessions and coordination · noeviction`. */
export function roleOf(connections: readonly WiredConnection[]): string {
  const known = connections.flatMap(({ use }) => ROLES[use] ?? []);
  // A provider of models is best known by its name.
  if (known.length === 0) return connections[0]?.variant ?? '';
  const roles = [...new Set(known)].sort((one, other) => ORDER.indexOf(one) - ORDER.indexOf(other));
  const policies = new Set(connections.map(evictionOf).filter((policy) => policy !== ''));
  return [
    capital(listed(roles)),
    ...[...policies].map((policy) => (policy === NOT_STATED ? 'eviction not stated' : policy)),
  ].join(' · ');
}

function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
