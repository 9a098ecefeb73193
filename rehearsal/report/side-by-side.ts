import type { StackOutcome } from '../deployment-watch';
import type { StackReport } from './report';

/** The stacks that Terraform worked on while it worked on this one. */
export function besides(outcomes: readonly StackOutcome[], stack: string): readonly string[] {
  const own = outcomes.find((outcome) => outcome.stack === stack);
  if (!own) return [];
  const overlaps = ({ begun, seconds }: StackOutcome): boolean =>
    begun < own.begun + own.seconds && own.begun < begun + seconds;
  return outcomes.filter((outcome) => outcome !== own && overlaps(outcome)).map((outcome) => outcome.stack);
}

/** Which stacks were deployed side by side, in words: each pair once. */
export function sideBySide(stacks: readonly StackReport[]): readonly string[] {
  return stacks.flatMap(({ name, beside }, index) => {
    const later = stacks.slice(index + 1).map((stack) => stack.name);
    const others = beside.filter((other) => later.includes(other));
    return others.length === 0 ? [] : [`${name} with ${others.join(' and ')}`];
  });
}
