import { dirname, join } from 'node:path';
import { appendLine, readLines } from './json-lines';

/** How far Helm is with a revision of a release, in Helm's own words. */
export type ReleaseStatus =
  'pending-install' | 'pending-upgrade' | 'pending-rollback' | 'deployed' | 'superseded' | 'failed' | 'uninstalling';

/** What Helm keeps of one revision of a release: in a real cluster a Secret. */
export interface ReleaseRecord {
  readonly namespace: string;
  readonly release: string;
  readonly revision: number;
  readonly status: ReleaseStatus;
}

/** Written in place of a status when Helm, or somebody, deletes the record. */
const GONE = 'gone';

/** Where the records are, beside the ledger of everything else: they outlive Terraform and its state, as a cluster does. */
export function releaseRecordsFile(ledgerFile: string): string {
  return join(dirname(ledgerFile), 'helm-releases.jsonl');
}

/** Helm's records in the made-up cluster. */
export class ReleaseRecords {
  private readonly file: string;

  constructor(ledgerFile: string) {
    this.file = releaseRecordsFile(ledgerFile);
  }

  /** Every record. */
  all(): ReleaseRecord[] {
    const records = new Map<string, ReleaseRecord>();
    for (const line of readLines<Omit<ReleaseRecord, 'status'> & { status: ReleaseStatus | typeof GONE }>(this.file)) {
      const key = `${line.namespace}/${line.release}/${line.revision}`;
      if (line.status === GONE) records.delete(key);
      else records.set(key, { ...line, status: line.status });
    }
    return [...records.values()];
  }

  /** The records of one release, the newest first. */
  history(namespace: string, release: string): ReleaseRecord[] {
    return this.all()
      .filter((record) => record.namespace === namespace && record.release === release)
      .sort((one, other) => other.revision - one.revision);
  }

  write(record: ReleaseRecord): void {
    appendLine(this.file, record);
  }

  remove({ namespace, release, revision }: ReleaseRecord): void {
    appendLine(this.file, { namespace, release, revision, status: GONE });
  }
}
