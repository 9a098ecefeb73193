import type { z } from 'zod';
import { problemsText, UserError } from './problems';
import { shapeProblems } from './shape-problems';

/** Takes the settings of a schema, typed where they are written, and gives them with every default. */
export type TypedSettings<Schema extends z.ZodType> = (input: z.input<Schema>) => z.output<Schema>;

/**
 * A function that takes the settings of a schema, typed where they are written, checks them and fills the defaults in.
 * @param name the function's own, which its messages begin with
 * @returns a function that throws a UserError with every mistake at once: what was found, what is allowed
 */
export function settings<Schema extends z.ZodType>(name: string, schema: Schema): TypedSettings<Schema> {
  return (input) => {
    const parsed = schema.safeParse(input);
    if (parsed.success) return parsed.data;
    throw new UserError(
      problemsText(name, shapeProblems(schema, input, parsed.error.issues, { whole: 'the block of settings' })),
    );
  };
}
