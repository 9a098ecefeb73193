import { z } from 'zod';
import type { Described, Describer } from './described';

/** Schemas that are explained once, on a page of their own. */
export const EXPLAINED: Readonly<Record<string, string>> = {
  SecretSource: '[secret](secrets.md#a-secret-of-your-own)',
};

/** Finds the blocks, kept in constants with a type's name, that stand at more than one place below a root. */
export function sharedBlocks(describer: Describer, root: Described): ReadonlyMap<unknown, Described> {
  const counts = new Map<unknown, { readonly block: Described; count: number }>();
  const visit = (described: Described): void => {
    const name = described.written.name ?? '';
    if (EXPLAINED[name] !== undefined) return;
    if (described.schema instanceof z.ZodObject && /^[A-Z]/.test(name)) {
      const known = counts.get(described.written.call) ?? { block: described, count: 0 };
      known.count += 1;
      counts.set(described.written.call, known);
    }
    const element = describer.element(described);
    const below = [...describer.settings(described), ...describer.variants(described), ...(element ? [element] : [])];
    below.forEach(visit);
  };
  visit(root);
  const several = [...counts].filter(([, { count }]) => count > 1);
  return new Map(several.map(([call, { block }]) => [call, block]));
}
