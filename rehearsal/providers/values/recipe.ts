import type { Value } from '../protocol/value';
import type { Instance } from './instance';

/** How an attribute is made: a template, a plain value, or a function for what depends on the arguments. */
export type Recipe = string | number | boolean | readonly string[] | ((instance: Instance) => Value);

/** The recipes of one type by dotted path; `id` and `arn` among them. */
export type Recipes = Readonly<Record<string, Recipe>>;
