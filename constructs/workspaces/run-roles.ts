import { partitionOf } from '../account/partition';
import type { AccountSettings } from '../account/settings';

/** The phases of a run, each with a role of its own: whoever can start a plan cannot change anything. */
export const PHASES = ['plan', 'apply'] as const;
export type Phase = (typeof PHASES)[number];

/** The name of the role that runs of an environment take in a phase. */
export function runRoleName(environment: string, phase: Phase): string {
  return `${environment}-run-${phase}`;
}

export function runRoleArn(environment: string, phase: Phase, { id, region }: AccountSettings): string {
  return `arn:${partitionOf(region)}:iam::${id}:role/${runRoleName(environment, phase)}`;
}
