import type { SynthesizedStack } from '../cdktf/manifest';
import type { RehearsalProblem } from '../report/report';
import type { PlanJson } from '../terraform/stack-terraform';
import { lossesOf, lossText } from './losses';
import { MarkedStack } from './marked-stack';
import { changesOf } from './stack-changes';
import type { StackUpgrade, UpgradeReport } from './upgrade-report';

export interface JudgeUpgradeProps {
  readonly from: string;
  /** What was deployed before. */
  readonly former: readonly SynthesizedStack[];
  readonly stacks: readonly SynthesizedStack[];
  /** The plans of the stacks, in their order; nothing for one that was not reached. */
  readonly plans: readonly (PlanJson | undefined)[];
  /** What may be lost, as `<stack>/<type>.<id>`. */
  readonly acceptLoss: readonly string[];
}

/** Says what an upgrade changes, and takes each loss of data that nobody accepted for a problem. */
export function judgeUpgrade({ from, former, stacks, plans, acceptLoss }: JudgeUpgradeProps): {
  report: UpgradeReport;
  problems: RehearsalProblem[];
} {
  const judged = stacks.map((stack, index): StackUpgrade => {
    const changes = changesOf(plans[index] ?? {});
    const then = former.find(({ name }) => name === stack.name);
    const losses = lossesOf({ earlier: then && new MarkedStack(then), present: new MarkedStack(stack), changes });
    return { name: stack.name, changes, losses };
  });
  const accepted = new Set(acceptLoss);
  const problems: RehearsalProblem[] = judged.flatMap(({ name, losses }) =>
    losses
      .filter(({ address }) => !accepted.delete(`${name}/${address}`))
      .map((loss) => ({ phase: 'upgrade' as const, stack: name, message: lossText(name, loss) })),
  );
  const idle = [...accepted].map((resource) => ({
    phase: 'upgrade' as const,
    message: `no data of ${resource} is lost; take --accept-loss for it out`,
  }));
  const abandoned = abandonedStacks(former, stacks).map(({ name }) => name);
  return { report: { from, stacks: judged, abandoned }, problems: [...problems, ...idle] };
}

/** What was deployed before and is not any more. */
export function abandonedStacks(
  former: readonly SynthesizedStack[],
  stacks: readonly SynthesizedStack[],
): SynthesizedStack[] {
  return former.filter((then) => !stacks.some(({ name }) => name === then.name));
}
