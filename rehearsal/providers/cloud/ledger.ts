import { appendLine, readLines } from './json-lines';

/** One thing that happened in the made-up cloud. */
export interface LedgerEntry {
  /** `failed` is an operation that fault injection refused. */
  action: 'created' | 'updated' | 'deleted' | 'failed';
  type: string;
  id: string;
  name: string;
  /** What a data source may say of it later. Never a secret. */
  attributes?: Record<string, unknown>;
  /** Of `failed` only: which fault it was. */
  fault?: string;
}

export function writeLedger(file: string | undefined, entry: LedgerEntry): void {
  if (file !== undefined) appendLine(file, entry);
}

export function readLedger(file: string): LedgerEntry[] {
  return readLines<LedgerEntry>(file);
}

/** What exists now: everything that was created and not deleted, each with its newest attributes. */
export function leftInCloud(file: string): LedgerEntry[] {
  const left = new Map<string, LedgerEntry>();
  for (const entry of readLedger(file)) {
    const key = `${entry.type} ${entry.id}`;
    if (entry.action === 'deleted') left.delete(key);
    else if (entry.action !== 'failed') left.set(key, entry);
  }
  return [...left.values()];
}
