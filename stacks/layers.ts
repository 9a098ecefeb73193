/** The stacks that an environment can have, in their order; one without AWS begins with the third. */
export const LAYERS = ['network', 'cluster', 'platform', 'data', 'apps'] as const;
/** A stack of an environment, by its short name. */
export type Layer = (typeof LAYERS)[number];
