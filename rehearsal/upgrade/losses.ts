import type { ReplacingChange, PlannedChange } from './stack-changes';
import { type MarkedStack, withoutIndex } from './marked-stack';

/** A resource whose data an upgrade would lose. */
export interface Loss {
  readonly address: string;
  readonly kind: 'replace' | 'destroy';
  readonly because: readonly ReplacingChange[];
  /** The same thing under another id, when it seems to be one. */
  readonly renamed?: { readonly address: string; readonly formerPath: string; readonly presentPath: string };
}

export interface LossesProps {
  /** The stack as it was; nothing for a new one. */
  readonly earlier: MarkedStack | undefined;
  readonly present: MarkedStack;
  readonly changes: readonly PlannedChange[];
}

/** Types that may go when nothing needs them, but not be made anew: AWS gives a deleted one's name away only after days. */
const NOT_MADE_ANEW = ['aws_secretsmanager_secret'];

/** What of a stack's changes would lose data. */
export function lossesOf({ earlier, present, changes }: LossesProps): Loss[] {
  const held = heldIn(earlier, present, changes);
  return changes.flatMap((change) => {
    const { address, kind, because } = change;
    if (kind !== 'replace' && kind !== 'destroy') return [];
    const renamed = kind === 'destroy' && earlier ? renamedTo(change, earlier, present, changes) : undefined;
    const isMadeAnew = NOT_MADE_ANEW.includes(change.type) && (kind === 'replace' || renamed !== undefined);
    return isMadeAnew || held.has(withoutIndex(address)) ? [{ address, kind, because, renamed }] : [];
  });
}

/**
 * Addresses of what holds data, by what the program says now or said then. One that did not say it yet is taken at the
 * types that hold data now: rather one too many than one lost.
 */
function heldIn(
  earlier: MarkedStack | undefined,
  present: MarkedStack,
  changes: readonly PlannedChange[],
): Set<string> {
  const now = present.held();
  const then = earlier?.held() ?? [];
  const types = then.length === 0 ? now.map((address) => address.split('.')[0]) : [];
  const byType = changes.filter(({ type }) => types.includes(type)).map(({ address }) => withoutIndex(address));
  return new Set([...now, ...then, ...byType]);
}

/** The resource of the same type that is created at once, with the most of its path in common. */
function renamedTo(
  { address, type }: PlannedChange,
  earlier: MarkedStack,
  present: MarkedStack,
  changes: readonly PlannedChange[],
): Loss['renamed'] {
  const former = earlier.pathOf(address);
  const candidates = changes
    .filter((change) => change.kind === 'create' && change.type === type)
    .map((change) => ({ address: change.address, path: present.pathOf(change.address) }))
    .map((candidate) => ({ ...candidate, common: commonEnd(former, candidate.path) }))
    .sort((one, other) => other.common - one.common);
  const [best] = candidates;
  if (!best || former.length === 0) return undefined;
  // Where everything but the last id changed, an only candidate may still be a rename; of several, none is.
  if (best.common === 0 && candidates.length > 1) return undefined;
  return {
    address: best.address,
    formerPath: beginning(former, best.common),
    presentPath: beginning(best.path, best.common),
  };
}

function commonEnd(one: readonly string[], other: readonly string[]): number {
  const longest = Math.min(one.length, other.length) - 1;
  let count = 0;
  while (count < longest && one.at(-1 - count) === other.at(-1 - count)) count += 1;
  return count;
}

function beginning(path: readonly string[], common: number): string {
  return path.slice(0, path.length - common).join('/');
}

/** What is lost, why, and what to do, in lines. */
export function lossText(stack: string, { address, kind, because, renamed }: Loss): string {
  const accept = `accept it, once what it holds is saved: --accept-loss ${stack}/${address}`;
  if (renamed) {
    return [
      `${address} would be destroyed with all that it holds, and ${renamed.address} made in its place`,
      `  keep it: tell its former path where ${renamed.presentPath} is made: renamed(…, '${renamed.formerPath}')`,
      `  ${accept}`,
    ].join('\n');
  }
  if (kind === 'destroy') {
    return [
      `${address} would be destroyed with all that it holds: nothing in the program makes it any more`,
      '  keep it: write the setting that made it as it was',
      `  ${accept}`,
    ].join('\n');
  }
  return [
    `${address} would be replaced by an empty one: ${because.map(reasonText).join('; ') || 'something it needs is new'}`,
    `  keep it: write ${because.map(({ argument }) => argument).join(', ') || 'that'} as it was; or make the new one beside it, move the data, and remove this one last`,
    `  ${accept}`,
  ].join('\n');
}

function reasonText({ argument, before, after }: ReplacingChange): string {
  const isTold = before !== undefined || after !== undefined;
  const values = isTold ? ` (${before ?? '…'} → ${after ?? 'known after apply'})` : '';
  return `${argument} cannot change in place${values}`;
}
