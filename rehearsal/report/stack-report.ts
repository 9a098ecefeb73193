import type { SynthesizedStack } from '../cdktf/manifest';
import { countResources, type State } from '../terraform/state-file';
import type { StackReport } from './report';

/** How long a stack's steps took, in seconds. */
export type StackSeconds = StackReport['seconds'];

/** Puts together what is known of one stack. */
export function stackReport(
  stack: SynthesizedStack,
  state: State,
  beside: readonly string[],
  seconds: StackSeconds,
  changesOnSecondPlan: readonly string[] | undefined,
): StackReport {
  return {
    name: stack.name,
    dependencies: stack.dependencies,
    beside,
    resources: countResources(state),
    types: countByType(state),
    outputs: Object.fromEntries(
      Object.entries(state.outputs).map(([name, { value, sensitive }]) => [name, sensitive ? null : value]),
    ),
    seconds,
    changesOnSecondPlan,
  };
}

function countByType({ resources }: State): Record<string, number> {
  const counts = new Map<string, number>();
  for (const { mode, type, instances } of resources) {
    if (mode === 'managed') counts.set(type, (counts.get(type) ?? 0) + instances.length);
  }
  return Object.fromEntries([...counts].sort(([, one], [, other]) => other - one));
}
