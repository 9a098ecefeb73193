import { readLedger, writeLedger } from './ledger';

export type Operation = 'create' | 'update' | 'delete';

/**
 * A failure to be had once: `type`, `type.name`, each also with `:create`, `:update` or `:delete` (default: any), and with
 * `:killed` where the provider's process ends in the middle, instead of an error that it can tell. The name is the one in
 * the made-up cloud; Terraform does not tell a provider a resource's address.
 */
interface Fault {
  written: string;
  type: string;
  name: string | undefined;
  operation: string | undefined;
  killed: boolean;
}

/** Parses a comma-separated list of faults. */
function parseFaults(list: string): Fault[] {
  const entries = list.split(',').map((entry) => entry.trim());
  return entries
    .filter((entry) => entry !== '')
    .map((written) => {
      const [, type = '', name, operation, killed] =
        /^(\w+)(?:\.(.+?))?(?::(create|update|delete))?(?::(killed))?$/.exec(written) ?? [];
      if (type === '') {
        throw new Error(`REHEARSAL_FAIL has "${written}"; write type[.name][:create|update|delete][:killed]`);
      }
      return { written, type, name, operation, killed: killed !== undefined };
    });
}

/** The fault that this operation meets now, if any. The ledger remembers it, so that it is met once only. */
export function meetFault(
  list: string,
  ledgerFile: string,
  operation: Operation,
  subject: { type: string; id: string; name: string },
): Pick<Fault, 'written' | 'killed'> | undefined {
  const met = parseFaults(list).find(
    (fault) =>
      fault.type === subject.type &&
      (fault.name === undefined || fault.name === subject.name) &&
      (fault.operation === undefined || fault.operation === operation) &&
      !readLedger(ledgerFile).some((entry) => entry.fault === fault.written),
  );
  if (met === undefined) return undefined;
  writeLedger(ledgerFile, { action: 'failed', ...subject, fault: met.written });
  return met;
}
