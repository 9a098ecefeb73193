import { DATA_TYPES } from './data-types';
import { type Change, type ChangeKind, changesOf, type StackPlan, wouldChange } from './stack-plan';

/** How a comment begins, so that a pipeline finds its last one and writes it anew. */
const MARK = '<!-- inferencehub plan -->';

const KINDS: readonly ChangeKind[] = ['create', 'update', 'replace', 'destroy'];

/** GitHub takes 65,536 characters in a comment. */
const LIMIT = 60_000;

/** The plans of an environment as a comment in Markdown: what could lose data first, and no value of any argument. */
export function planComment(environment: string, stacks: readonly StackPlan[]): string {
  const all = changesIn(stacks);
  const losses = lossesIn(all);
  const others = endingIn(all).filter((change) => !losses.includes(change));
  const updates = all.filter(({ kind }) => kind === 'update');
  const creations = all.filter(({ kind }) => kind === 'create');
  const sections = [
    `${MARK}\n## Plan of \`${environment}\`: ${headline(stacks, all, losses)}`,
    table(stacks),
    list(`Data may be lost (${losses.length})`, losses.map(line)),
    list(`Replaced or destroyed (${others.length})`, others.map(line)),
    folded(`Changed in place (${updates.length})`, updates.map(line)),
    folded(`Created (${creations.length})`, byType(creations)),
    ...notes(stacks),
  ];
  return shortened(`${sections.filter((section) => section !== '').join('\n\n')}\n`);
}

/** What came of planning an environment, in a line: `prod: 2 to create, 1 to update`. */
export function planOutcome(environment: string, stacks: readonly StackPlan[]): string {
  const changes = changesIn(stacks);
  return `${environment}: ${headline(stacks, changes, lossesIn(changes)).replaceAll('*', '')}`;
}

function changesIn(stacks: readonly StackPlan[]): Change[] {
  return stacks.flatMap((one) => (one.kind === 'planned' ? changesOf(one.plan) : []));
}

function endingIn(changes: readonly Change[]): Change[] {
  return changes.filter(({ kind }) => kind === 'replace' || kind === 'destroy');
}

function lossesIn(changes: readonly Change[]): Change[] {
  return endingIn(changes).filter(({ type }) => DATA_TYPES.has(type));
}

function headline(stacks: readonly StackPlan[], all: readonly Change[], losses: readonly Change[]): string {
  if (stacks.some(({ kind }) => kind === 'failed')) return 'it fails';
  if (losses.length > 0) return '**data may be lost**';
  if (all.length > 0) return KINDS.flatMap((kind) => counted(all, kind)).join(', ');
  return stacks.some((one) => one.kind === 'planned' && wouldChange(one.plan)) ? 'outputs only' : 'no changes';
}

function counted(changes: readonly Change[], kind: ChangeKind): string[] {
  const count = changes.filter((change) => change.kind === kind).length;
  return count === 0 ? [] : [`${count} to ${kind}`];
}

function table(stacks: readonly StackPlan[]): string {
  const rows = stacks.map((one) => {
    switch (one.kind) {
      case 'planned': {
        const changes = changesOf(one.plan);
        const counts = KINDS.map((kind) => changes.filter((change) => change.kind === kind).length || '');
        return `| \`${one.stack}\` | ${counts.join(' | ')} |`;
      }
      case 'waits':
        return `| \`${one.stack}\` | planned once \`${one.for}\` is deployed | | | |`;
      case 'failed':
        return `| \`${one.stack}\` | fails; the job's log says why | | | |`;
    }
  });
  return ['| stack | create | update | replace | destroy |', '| --- | ---: | ---: | ---: | ---: |', ...rows].join('\n');
}

function line({ kind, address, because }: Change): string {
  const reasons = because.length === 0 ? '' : `: ${because.map((name) => `\`${name}\``).join(', ')}`;
  return `- ${kind} \`${address}\`${reasons}`;
}

function byType(creations: readonly Change[]): string[] {
  const types = [...new Set(creations.map(({ type }) => type))].sort();
  return types.map((type) => `- ${creations.filter((change) => change.type === type).length} × \`${type}\``);
}

function list(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `### ${title}\n\n${lines.join('\n')}`;
}

function folded(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `<details><summary>${title}</summary>\n\n${lines.join('\n')}\n\n</details>`;
}

function notes(stacks: readonly StackPlan[]): string[] {
  const changing = stacks.findIndex((one) => one.kind === 'planned' && wouldChange(one.plan));
  const follows = changing >= 0 && stacks.slice(changing + 1).some(({ kind }) => kind === 'planned');
  return follows
    ? [
        'Each stack is planned against what is deployed now: a change of one may show in the next only when it is applied.',
      ]
    : [];
}

function shortened(text: string): string {
  return text.length <= LIMIT ? text : `${text.slice(0, LIMIT)}\n\n… the rest is in the job's log\n`;
}
