import { vaultEntries } from '../constructs/secrets';
import { at, type Problem, problemsText, say, UserError } from '../constructs/telling/problems';
import type { Environment } from '../environments/schema';
import type { EnvironmentStack } from './environment-stack';

/**
 * Checks that everything in `secrets.rotation` can be rotated. Which secrets there are is known only when the stacks are
 * made: each choice in the environment brings its own.
 * @throws UserError for a secret that does not exist, or must not change
 */
export function checkRotation({ name, secrets }: Environment, stacks: readonly EnvironmentStack[]): void {
  const entries = stacks.flatMap(vaultEntries);
  const rotatable = entries.filter(({ permanent }) => !permanent).map(({ entry }) => entry);
  const problems = Object.keys(secrets.rotation).flatMap((entry): Problem[] => {
    if (rotatable.includes(entry)) return [];
    const path = at(`secrets.rotation["${entry}"]`);
    if (entries.some((known) => known.entry === entry)) {
      return [
        {
          says: say`${path} would write a secret anew that must never change`,
          todo: say`what was encrypted with it could not be read any more; take the line out`,
        },
      ];
    }
    return [
      {
        says: say`${path} is no secret that this environment writes`,
        todo: say`it writes ${[...rotatable].sort().join(', ')}; one that you keep elsewhere is changed there`,
      },
    ];
  });
  if (problems.length > 0) throw new UserError(problemsText(`environment ${name}`, problems));
}
