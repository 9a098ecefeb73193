/**
 * One connection of an application, as the apps stack's `wiring` output tells it: what a person who reviews an
 * environment wants to know, and no secret. References are resolved by Terraform when the output is written.
 */
export interface WiredConnection {
  /** What the application uses it for: `database`, `cache`, `coordination`, `sessions`, `files`, `search`, `models`, `documents`, `pipelines`. */
  readonly use: string;
  /** `managed (Aurora)`, `in-cluster (CloudNativePG)`, `external`, … */
  readonly variant: string;
  /** `host:port`, a URL without credentials, or where the URL is kept when it is a secret. */
  readonly endpoint: string;
  readonly database?: string;
  readonly user?: string;
  /** `verify-full`, `TLS`, `none`. */
  readonly tls: string;
  /** The exception that it falls under, where `tls` is `none`. */
  readonly plainHop?: string;
  readonly evictionPolicy?: string;
  readonly keyPrefix?: string;
  /** Where the password comes from: `aws-secrets-manager: prod/litellm/database#password`, a role, or `none`. */
  readonly passwordFrom: string;
}

/** Connections by application (`litellm`, `openwebui`, `searxng`). */
export type Wiring = Readonly<Record<string, readonly WiredConnection[]>>;
