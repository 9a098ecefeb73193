import { isMap } from './helm-merge';

/** An environment variable of a container, as Kubernetes gets it. Where it is a secret there is only its place. */
export type EnvVar =
  | { readonly name: string; readonly value: string }
  | { readonly name: string; readonly secret: string; readonly key: string }
  | { readonly name: string; readonly configMap: string; readonly key: string }
  /** From the pod's own description: a field of it, or a resource's limit. */
  | { readonly name: string; readonly from: string }
  /** Every key of an object (`envFrom`). The container's own variables win over them. */
  | { readonly allOf: 'Secret' | 'ConfigMap'; readonly of: string };

/** Variables by container, init containers and jobs included, in the order in which Kubernetes reads them. */
export type ContainerVariables = Readonly<Record<string, readonly EnvVar[]>>;

/** A plain variable. */
export function plain(name: string, value: unknown): EnvVar {
  return { name, value: text(value) };
}

/** A variable that is a key of a Secret. */
export function secret(name: string, of: unknown, key: unknown): EnvVar {
  return { name, secret: text(of), key: text(key) };
}

/** Variables as a chart's user writes them: Kubernetes' own list, or a map where the chart takes one. */
export function written(given: unknown): EnvVar[] {
  if (isMap(given)) {
    return Object.keys(given)
      .sort()
      .map((name) => one(name, isMap(given[name]) ? given[name] : { value: given[name] }));
  }
  if (!Array.isArray(given)) return [];
  return given.filter(isMap).map((entry) => one(text(entry.name), entry));
}

/** `envFrom` as a chart's user writes it. */
export function writtenSources(given: unknown): EnvVar[] {
  if (!Array.isArray(given)) return [];
  return given.filter(isMap).flatMap((entry): EnvVar[] => {
    if (isMap(entry.secretRef)) return [{ allOf: 'Secret', of: text(entry.secretRef.name) }];
    if (isMap(entry.configMapRef)) return [{ allOf: 'ConfigMap', of: text(entry.configMapRef.name) }];
    return [];
  });
}

/** All keys of the named objects. */
export function allOf(kind: 'Secret' | 'ConfigMap', names: unknown): EnvVar[] {
  return Array.isArray(names) ? names.map((of) => ({ allOf: kind, of: text(of) })) : [];
}

/** Whether a Helm template takes a value for true. */
export function isTruthy(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (isMap(value)) return Object.keys(value).length > 0;
  return Boolean(value);
}

/** A value as a template prints it. */
export function text(value: unknown): string {
  if (typeof value === 'string') return value;
  return value === undefined || value === null ? '' : JSON.stringify(value);
}

function one(name: string, entry: Readonly<Record<string, unknown>>): EnvVar {
  const { valueFrom } = entry;
  if (!isMap(valueFrom)) return plain(name, entry.value);
  const { secretKeyRef, configMapKeyRef } = valueFrom;
  if (isMap(secretKeyRef)) return secret(name, secretKeyRef.name, secretKeyRef.key);
  if (isMap(configMapKeyRef)) return { name, configMap: text(configMapKeyRef.name), key: text(configMapKeyRef.key) };
  return { name, from: text(valueFrom) };
}
