import type { Exposure } from './exposure';

/** A route, whichever gateway carries it. */
export interface Route {
  /** Name of its Kubernetes objects. */
  readonly name: string;
  readonly namespace: string;
  readonly hostname: string;
  readonly service: { readonly name: string; readonly port: number };
  readonly exposure: Exposure;
}
