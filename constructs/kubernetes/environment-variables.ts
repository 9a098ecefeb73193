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
