import type { SecretRef } from './secret-ref';
import type { SecretVault } from './secret-vault';
import type { SecretEnv } from './settings';

/** A user's own secret variables, kept under the application's entries in the vault. */
export function adoptedEnv(
  vault: SecretVault,
  application: string,
  variables: SecretEnv,
): Readonly<Record<string, SecretRef>> {
  return Object.fromEntries(
    Object.entries(variables).map(([name, source]) => {
      const entry = name.toLowerCase().replaceAll('_', '-');
      return [name, vault.adopt(`${application}-env-${entry}`, `${application}/env/${entry}`, source)] as const;
    }),
  );
}
