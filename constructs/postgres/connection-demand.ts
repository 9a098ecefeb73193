/** Pods of an application, and the connections that each may hold at the same time. */
export interface ConnectionDemand {
  readonly pods: number;
  readonly perPod: number;
}
