import type { Loss } from './losses';
import type { PlannedChange } from './stack-changes';

/** What an upgrade does to one stack. */
export interface StackUpgrade {
  readonly name: string;
  readonly changes: readonly PlannedChange[];
  /** What of it would lose data. */
  readonly losses: readonly Loss[];
}

/** What an upgrade does. */
export interface UpgradeReport {
  /** The git ref or the folder that it begins with. */
  readonly from: string;
  readonly stacks: readonly StackUpgrade[];
  /** Stacks that the program had and has no more: nothing destroys what they made. */
  readonly abandoned: readonly string[];
}
