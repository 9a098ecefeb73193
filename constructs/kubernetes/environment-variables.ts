import type { SecretRef } from '../secrets/secret-ref';
import type { SecretVault } from '../secrets/secret-vault';
import type { SecretEnv } from '../secrets/settings';
import type { ChartValue } from '../helm/chart-values';

/** An environment variable as Kubernetes writes it. */
export type EnvironmentVariable = { readonly name: string } & { readonly [field: string]: ChartValue };

/** Plain variables. */
export function plainVariables(variables: Readonly<Record<string, string>>): EnvironmentVariable[] {
  return Object.entries(variables).map(([name, value]) => ({ name, value }));
}

/** A variable that is a key of a Secret. */
export function secretVariable(name: string, secret: string, key: string): EnvironmentVariable {
  return { name, valueFrom: { secretKeyRef: { name: secret, key } } };
}

/** A user's own secret variables, kept under the application's entries in the vault. */
export function adoptedEnv(
  vault: SecretVault,
  application: 'litellm' | 'openwebui' | 'pipelines',
  variables: SecretEnv,
): Readonly<Record<string, SecretRef>> {
  return Object.fromEntries(
    Object.entries(variables).map(([name, source]) => {
      const entry = name.toLowerCase().replaceAll('_', '-');
      return [name, vault.adopt(`${application}-env-${entry}`, `${application}/env/${entry}`, source)] as const;
    }),
  );
}
