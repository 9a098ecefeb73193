/** What of Terraform's plan in JSON is looked at: addresses, actions, and the names of what changes. */
export interface PlanJson {
  readonly prior_state?: unknown;
  readonly resource_changes?: readonly ResourceChange[];
  readonly output_changes?: Readonly<Record<string, { readonly actions: readonly string[] }>>;
}

interface ResourceChange {
  readonly address: string;
  readonly mode: string;
  readonly type: string;
  readonly change: {
    readonly actions: readonly string[];
    readonly before: Readonly<Record<string, unknown>> | null;
    readonly after: Readonly<Record<string, unknown>> | null;
    readonly after_unknown?: Readonly<Record<string, unknown>>;
    readonly replace_paths?: readonly (readonly (string | number)[])[];
  };
}

/** What came of planning one stack. */
export type StackPlan = { readonly stack: string } & (
  | { readonly kind: 'planned'; readonly plan: PlanJson }
  /** It reads what another stack has not made yet. */
  | { readonly kind: 'waits'; readonly for: string }
  | { readonly kind: 'failed' }
);

export type ChangeKind = 'create' | 'update' | 'replace' | 'destroy';

/** What would happen to one resource. It has no value of any argument: nothing of it can be a secret. */
export interface Change {
  readonly address: string;
  readonly type: string;
  readonly kind: ChangeKind;
  /** Names of the arguments that change, or that force the replacement. */
  readonly because: readonly string[];
}

/** Every resource that a plan would change. */
export function changesOf({ resource_changes = [] }: PlanJson): Change[] {
  return resource_changes
    .filter(({ mode }) => mode === 'managed')
    .flatMap((resource) => {
      const kind = kindOf(resource.change.actions);
      if (kind === undefined) return [];
      return [{ address: resource.address, type: resource.type, kind, because: because(kind, resource) }];
    });
}

/** Whether applying a plan would do anything, be it to an output. */
export function wouldChange(plan: PlanJson): boolean {
  const outputs = Object.values(plan.output_changes ?? {});
  return changesOf(plan).length > 0 || outputs.some(({ actions }) => actions.join() !== 'no-op');
}

function kindOf(actions: readonly string[]): ChangeKind | undefined {
  if (actions.includes('create')) return actions.includes('delete') ? 'replace' : 'create';
  if (actions.includes('delete')) return 'destroy';
  return actions.includes('update') ? 'update' : undefined;
}

function because(kind: ChangeKind, { change }: ResourceChange): string[] {
  if (kind === 'replace') return unique((change.replace_paths ?? []).map((path) => path.join('.')));
  if (kind !== 'update') return [];
  const { before, after, after_unknown: unknown } = change;
  const names = unique([...Object.keys(before ?? {}), ...Object.keys(after ?? {}), ...Object.keys(unknown ?? {})]);
  return names.filter(
    (name) => isUnknown(unknown?.[name]) || JSON.stringify(before?.[name]) !== JSON.stringify(after?.[name]),
  );
}

/** Whether something in it becomes known only at apply; of what is all known, Terraform writes empty blocks. */
function isUnknown(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return value === true;
  return Object.values(value).some(isUnknown);
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort();
}
