/** A service that an application calls, outside the environment or in another namespace. */
export type OutsideService =
  /** One of AWS', in the environment's region but for the hosts that are named. */
  | { readonly kind: 'aws'; readonly hosts: readonly string[] }
  /** A company's own API, on the internet; without hosts where LiteLLM alone knows them. */
  | { readonly kind: 'provider'; readonly hosts: readonly string[] }
  /** Whatever an http or https address leads to. */
  | { readonly kind: 'address'; readonly url: string };
