/** The store of External Secrets through which a secret value is read inside the cluster. */
export interface SecretStoreRef {
  /** `ExternalSecrets` knows stores of its namespace alone; those of the whole cluster take an operator of your own. */
  readonly kind: 'ClusterSecretStore' | 'SecretStore';
  readonly name: string;
}

/** Where one secret value is kept. Never the value: TypeScript has no way to hold one. */
export interface SecretRef {
  readonly store: SecretStoreRef;
  /** The entry in the store: a Secrets Manager name or ARN, or the name of a Kubernetes Secret. */
  readonly entry: string;
  /** The property of the entry that holds the value: a JSON key in Secrets Manager, a data key in Kubernetes. */
  readonly property: string;
  /** How often the value was written, where that is more than once: what is made of it is made anew with it. */
  readonly version?: number;
}

/** AWS Secrets Manager, for the namespace of whoever refers to it. The platform stack makes one store per backend. */
export const AWS_SECRET_STORE: SecretStoreRef = { kind: 'SecretStore', name: 'aws-secrets-manager' };
/** Reads Secrets of its own namespace only, so that it cannot be used to look into another team's. */
export const IN_CLUSTER_SECRET_STORE: SecretStoreRef = { kind: 'SecretStore', name: 'in-cluster' };

/** A reference's version, where there is something to say: the first is what everything begins with. */
export function versionOf(version: number): Pick<SecretRef, 'version'> {
  return version > 1 ? { version } : {};
}
