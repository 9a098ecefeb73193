import { type ReleaseRecord, ReleaseRecords, type ReleaseStatus } from '../cloud/release-records';
import { isRecord, type Value, type ValueRecord } from '../protocol/value';
import type { Problem } from './validate';

/** What goes wrong in one operation, if anything. */
export interface Mishap {
  readonly reason: string;
  /** Whether the provider's process ends in the middle, so that nobody tidies up. */
  readonly killed: boolean;
}

/** What became of an operation: a problem, and whether Terraform's state has the release nevertheless. */
interface Outcome {
  readonly problem?: Problem;
  readonly revision?: number;
}

/**
 * One release as the Helm provider (3.1) and Helm treat it: which names are in use, what a failure leaves in the cluster,
 * and what of it Terraform hears. Helm's records are in the made-up cluster, and outlive the state.
 */
export class HelmRelease {
  private readonly namespace: string;
  private readonly name: string;

  constructor(
    private readonly records: ReleaseRecords,
    private readonly values: ValueRecord,
  ) {
    this.namespace = text(values['namespace']) || 'default';
    this.name = text(values['name']);
  }

  /** The newest record; nothing where Helm knows no such release. */
  get last(): ReleaseRecord | undefined {
    return this.records.history(this.namespace, this.name)[0];
  }

  create(mishap: Mishap | undefined): Outcome {
    const { last } = this;
    const failed = 'installation failed';
    if (last !== undefined && this.values['upgrade_install'] === true) return this.upgrade(failed, '', mishap);
    const isReplaced = this.values['replace'] === true && last?.status === 'failed';
    if (last !== undefined && !isReplaced) {
      return { problem: problem(failed, 'cannot re-use a name that is still in use') };
    }
    const record = this.begin('pending-install');
    if (mishap === undefined) return this.deployed(record);
    if (mishap.killed) throw new ProviderKilled(mishap.reason);
    if (!this.isAtomic) {
      // Helm keeps the release; the provider forgets to say so to Terraform.
      this.records.write({ ...record, status: 'failed' });
      return { problem: problem('Helm release error', mishap.reason) };
    }
    this.purge();
    const removed = `release ${this.name} failed, and has been uninstalled due to atomic being set: ${mishap.reason}`;
    return { problem: problem(failed, removed) };
  }

  update(mishap: Mishap | undefined): Outcome {
    return this.upgrade('Error upgrading chart', 'Upgrade failed: ', mishap);
  }

  delete(mishap: Mishap | undefined): Outcome {
    const { last } = this;
    if (last === undefined) return {};
    this.records.write({ ...last, status: 'uninstalling' });
    if (mishap === undefined) {
      this.purge();
      return {};
    }
    if (mishap.killed) throw new ProviderKilled(mishap.reason);
    const detail = `Unable to uninstall Helm release ${this.name}: ${mishap.reason}`;
    return { problem: problem('Error uninstalling release', detail) };
  }

  /** The release as a refresh finds it; null where it is gone. */
  read(): Value {
    const { last } = this;
    if (last === undefined) return null;
    const metadata = this.values['metadata'];
    return {
      ...this.values,
      status: last.status,
      metadata: isRecord(metadata ?? null) ? { ...(metadata as ValueRecord), revision: last.revision } : null,
    };
  }

  /** A release that was there before. */
  adopt(): void {
    if (this.last === undefined) this.deployed(this.begin('pending-install'));
  }

  private get isAtomic(): boolean {
    return this.values['atomic'] === true;
  }

  private upgrade(summary: string, before: string, mishap: Mishap | undefined): Outcome {
    const history = this.records.history(this.namespace, this.name);
    const refusal = whyNoUpgrade(this.name, history);
    if (refusal !== undefined) return { problem: problem(summary, before + refusal) };
    const record = this.begin('pending-upgrade');
    if (mishap === undefined) return this.deployed(record);
    if (mishap.killed) throw new ProviderKilled(mishap.reason);
    this.records.write({ ...record, status: 'failed' });
    const succeeded = history.some(({ status }) => status === 'deployed' || status === 'superseded');
    if (!this.isAtomic) return { problem: problem(summary, before + mishap.reason) };
    if (!succeeded) {
      const nowhere = 'unable to find a previously successful release when attempting to rollback';
      return { problem: problem(summary, `${before}${nowhere}. original upgrade error: ${mishap.reason}`) };
    }
    this.deployed(this.begin('pending-rollback'));
    const back = `release ${this.name} failed, and has been rolled back due to atomic being set: ${mishap.reason}`;
    return { problem: problem(summary, before + back) };
  }

  private begin(status: ReleaseStatus): ReleaseRecord {
    const { namespace, name: release, last } = this;
    const record = { namespace, release, revision: (last?.revision ?? 0) + 1, status };
    this.records.write(record);
    return record;
  }

  private deployed(record: ReleaseRecord): Outcome {
    for (const other of this.records.history(this.namespace, this.name)) {
      if (other.status === 'deployed') this.records.write({ ...other, status: 'superseded' });
    }
    this.records.write({ ...record, status: 'deployed' });
    return { revision: record.revision };
  }

  private purge(): void {
    for (const record of this.records.history(this.namespace, this.name)) this.records.remove(record);
  }
}

/** The provider's process has ended in the middle of something; Terraform hears nothing from it. */
export class ProviderKilled extends Error {
  override readonly name = 'ProviderKilled';
}

/** Why Helm does not begin an upgrade, in its own words. */
function whyNoUpgrade(name: string, [last, ...before]: readonly ReleaseRecord[]): string | undefined {
  if (last?.status.startsWith('pending-')) return 'another operation (install/upgrade/rollback) is in progress';
  const usable = ['deployed', 'failed', 'superseded'].includes(last?.status ?? '');
  if (usable || before.some(({ status }) => status === 'deployed')) return undefined;
  return `"${name}" has no deployed releases`;
}

function problem(summary: string, detail: string): Problem {
  return { summary, detail, path: [] };
}

function text(value: Value | undefined): string {
  return typeof value === 'string' ? value : '';
}
