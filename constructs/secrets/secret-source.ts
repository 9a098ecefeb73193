import { IN_CLUSTER_SECRET_STORE, type SecretRef } from './secret-ref';
import type { KubernetesSecretSource } from './settings';
import { VARIABLE_REFERENCE } from '../telling/secret-reference';

/** The NAME of a `${NAME}`. */
export function variableName(reference: string): string {
  const name = VARIABLE_REFERENCE.exec(reference)?.[1];
  if (!name) throw new Error('a secret is given as "${NAME}" or as an existing one; the settings check that');
  return name;
}

/** A Secret in the applications' namespace, which the in-cluster store reads. */
export function kubernetesSecretRef(source: KubernetesSecretSource): SecretRef {
  return { store: IN_CLUSTER_SECRET_STORE, entry: source.kubernetesSecret, property: source.key };
}
