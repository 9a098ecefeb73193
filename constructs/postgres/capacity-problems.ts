import { at, type Problem, say } from '../telling/problems';
import type { ManagedPostgresSettings } from './settings';

/**
 * Capacities of Aurora that contradict each other.
 * @param path where the settings of the server stand
 */
export function capacityProblems({ capacity }: Pick<ManagedPostgresSettings, 'capacity'>, path: string): Problem[] {
  if (capacity.kind !== 'serverless') return [];
  const { minAcu, maxAcu, pauseAfterSeconds } = capacity;
  const setting = (name: keyof typeof capacity) => at(`${path}.capacity.${name}`);
  const problems: Problem[] = [];
  if (minAcu > maxAcu) {
    problems.push({
      says: say`${setting('minAcu')} is ${minAcu}; it takes at most ${setting('maxAcu')} (${maxAcu})`,
    });
  }
  if (pauseAfterSeconds !== undefined && minAcu > 0) {
    problems.push({
      says: say`${setting('pauseAfterSeconds')} is ${pauseAfterSeconds}, but with ${setting('minAcu')} ${minAcu} the database never pauses`,
      todo: say`write ${setting('minAcu')}: 0, or take ${setting('pauseAfterSeconds')} out`,
    });
  }
  return problems;
}
