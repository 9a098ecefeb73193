/** A connection that is not encrypted, on purpose. */
export interface PlainHop {
  /** From whom to whom. */
  readonly between: string;
  readonly reason: string;
  /** What keeps others off it instead. */
  readonly instead: string;
  /** The pods that it ends at, by the names of their network policies, and their port. */
  readonly pods?: readonly { readonly group: RegExp; readonly port: number }[];
}

/** What keeps others off a connection without TLS, where nothing else has to be said. */
export const KEPT_BY_NETWORK_POLICIES = 'network policies: no other pod reaches the port';

/** Connections without TLS, by the names that wirings give them. */
export type PlainHops = Readonly<Record<string, PlainHop>>;

/** What an environment itself asks for. */
export const CHOSEN_HOPS = {
  chosen: {
    between: 'an application → a server that the environment names without TLS',
    reason: "the environment says so: `tls: false`, `tls: 'disable'`, `redis://` or an `http://` address",
    instead: 'what you have put around that server; a rehearsal warns of one outside the cluster',
  },
} as const satisfies PlainHops;
