import type { PlanJson, ResourceChange } from '../terraform/stack-terraform';

/** What happens to a resource; one that Terraform forgets goes on without it. */
export type ChangeKind = 'create' | 'update' | 'replace' | 'destroy' | 'move' | 'forget';

/** An argument because of which a resource is replaced. */
export interface ReplacingChange {
  readonly argument: string;
  /** Its values, where they are known, plain and no secrets. */
  readonly before?: string;
  readonly after?: string;
}

/** What an upgrade does to one resource. */
export interface PlannedChange {
  readonly address: string;
  readonly type: string;
  readonly kind: ChangeKind;
  /** Where it was, when it is moved. */
  readonly from?: string;
  /** Why it is replaced. */
  readonly because: readonly ReplacingChange[];
}

/** What a plan does, without what it only reads or leaves as it is. */
export function changesOf({ resource_changes = [] }: PlanJson): PlannedChange[] {
  return resource_changes
    .filter(({ mode }) => mode === 'managed')
    .flatMap((resource) => {
      const kind = kindOf(resource);
      if (kind === undefined) return [];
      const because = kind === 'replace' ? reasonsOf(resource) : [];
      return [{ address: resource.address, type: resource.type, kind, from: resource.previous_address, because }];
    });
}

function kindOf({ change: { actions }, previous_address: from }: ResourceChange): ChangeKind | undefined {
  if (actions.includes('forget')) return 'forget';
  if (actions.includes('create')) return actions.includes('delete') ? 'replace' : 'create';
  if (actions.includes('delete')) return 'destroy';
  if (actions.includes('update')) return 'update';
  return from === undefined ? undefined : 'move';
}

function reasonsOf({ change }: ResourceChange): ReplacingChange[] {
  return (change.replace_paths ?? []).map((path) => ({
    argument: path.filter((step) => typeof step === 'string').join('.'),
    before: at(change.before_sensitive, path) === true ? undefined : shown(at(change.before, path)),
    after: at(change.after_sensitive, path) === true ? undefined : shown(at(change.after, path)),
  }));
}

function at(value: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (inner, step) => (typeof inner === 'object' && inner !== null ? (inner as Record<string, unknown>)[step] : inner),
    value,
  );
}

/** A value that says something by itself, in a few words. */
function shown(value: unknown): string | undefined {
  const isShort = ['string', 'number', 'boolean'].includes(typeof value) && String(value).length <= 100;
  return isShort ? JSON.stringify(value) : undefined;
}
