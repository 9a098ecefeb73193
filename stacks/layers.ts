/**
 * The stacks that an environment can have, each after those that it can need. One without AWS has the last three but
 * `managed-data`.
 */
export const LAYERS = ['network', 'cluster', 'managed-data', 'platform', 'cluster-data', 'apps'] as const;
/** A stack of an environment, by its short name. */
export type Layer = (typeof LAYERS)[number];
