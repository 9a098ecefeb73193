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
  const losses = judged
    .flatMap(({ name, losses }) => losses.map((loss) => ({ stack: name, loss })))
    .filter(({ stack, loss }) => !accepted.delete(`${stack}/${loss.address}`));
  const problems: RehearsalProblem[] = losses.map(({ stack, loss }) => ({
    phase: 'upgrade' as const,
    stack,
    message: lossText(stack, loss),
  }));
  const addresses = losses.map(({ stack, loss }) => `${stack}/${loss.address}`);
  // Of a stack that was not reached nobody knows.
  const unknown = stacks.filter((_, index) => plans[index] === undefined).map(({ name }) => `${name}/`);
  const idle = [...accepted]
    .filter((resource) => !unknown.some((stack) => resource.startsWith(stack)))
    .map((resource) => ({ phase: 'upgrade' as const, message: idleText(resource, addresses) }));
  const abandoned = abandonedStacks(former, stacks).map(({ name }) => name);
  return { report: { from, stacks: judged, abandoned }, problems: [...problems, ...idle] };
}

/** Told, because it is a slip, or would let another upgrade lose something that nobody thinks of any more. */
function idleText(resource: string, lost: readonly string[]): string {
  const others = lost.length === 0 ? 'nothing that is not accepted' : lost.join(', ');
  return `no data of ${resource} is lost; take --accept-loss for it out (what would be lost: ${others})`;
}

/** What was deployed before and is not any more. */
export function abandonedStacks(
  former: readonly SynthesizedStack[],
  stacks: readonly SynthesizedStack[],
): SynthesizedStack[] {
  return former.filter((then) => !stacks.some(({ name }) => name === then.name));
}
