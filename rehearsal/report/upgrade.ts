import type { ChangeKind } from '../upgrade/stack-changes';
import type { UpgradeReport } from '../upgrade/upgrade-report';

/** The kinds of changes, in the order of their columns. */
const KINDS: readonly (readonly [heading: string, kind: ChangeKind])[] = [
  ['created', 'create'],
  ['changed', 'update'],
  ['replaced', 'replace'],
  ['destroyed', 'destroy'],
  ['moved', 'move'],
  ['forgotten', 'forget'],
];

/** Kinds whose column is left out where there are none. */
const RARE: readonly ChangeKind[] = ['move', 'forget'];

export const UPGRADE_HEADINGS: readonly string[] = ['stack', ...KINDS.map(([heading]) => heading)];

/** How many resources of each stack change, by kind. */
export function upgradeRows({ stacks }: UpgradeReport): string[][] {
  return stacks.map(({ name, changes }) => [
    name,
    ...KINDS.map(([, kind]) => {
      const count = changes.filter((change) => change.kind === kind).length;
      return count === 0 && RARE.includes(kind) ? '' : String(count);
    }),
  ]);
}

/** What goes, or is made anew, and what nobody takes care of any more, a line each. */
export function goneLines({ stacks, abandoned }: UpgradeReport): string[] {
  const gone = stacks.flatMap(({ name, changes }) =>
    changes.flatMap(({ kind, address, because }) => {
      if (kind === 'destroy') return [`${name}: ${address} is destroyed`];
      const why = because.map(({ argument }) => argument).join(', ');
      return kind === 'replace' ? [`${name}: ${address} is replaced${why === '' ? '' : ` because of ${why}`}`] : [];
    }),
  );
  return [
    ...gone,
    ...abandoned.map((stack) => `${stack} is no longer in the program: nothing destroys what it made before`),
  ];
}
