import { type Environment, missingVariables, UserError, variableUses } from '../environments';

/**
 * Checks that every `${NAME}` of some environments has a value here.
 * @throws UserError for those that have none, with what to write and which settings they are for
 */
export function requireVariables(environments: readonly Environment[]): void {
  const uses = new Map<string, readonly string[]>();
  for (const environment of environments) {
    const paths = variableUses(environment);
    for (const name of missingVariables(environment, process.env)) {
      const here = `${environment.name}: ${(paths.get(name) ?? []).join(', ')}`;
      uses.set(name, [...(uses.get(name) ?? []), here]);
    }
  }
  if (uses.size === 0) return;
  const lines = [...uses].sort().map(([name, places]) => `  export ${name}=…  # ${places.join('; ')}`);
  throw new UserError(
    ['nothing was done, because variables are not set here; set each in this shell, and run it again', ...lines].join(
      '\n',
    ),
  );
}
