import type { SecretRef } from './secret-ref';

/** Where a secret is kept, in words for a report. */
export function describeSecret(secret: SecretRef | undefined): string {
  return secret ? `${secret.store.name}: ${secret.entry}#${secret.property}` : 'none';
}
