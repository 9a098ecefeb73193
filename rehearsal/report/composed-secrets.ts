import type { State } from '../terraform/state-file';
import { releasesOf } from './releases';

/** One key of a Kubernetes Secret, as External Secrets will compose it. */
export interface ComposedValue {
  /** The text around the secrets, which are masked. */
  readonly masked: string;
  /** Where the secrets in it are kept. */
  readonly sources: readonly string[];
}

/** Secrets by name, their keys by name. */
export type ComposedSecrets = ReadonlyMap<string, Readonly<Record<string, ComposedValue>>>;

interface ExternalSecret {
  readonly kind: string;
  readonly spec?: {
    readonly target?: {
      readonly name?: string;
      readonly template?: { readonly data?: Readonly<Record<string, string>> };
    };
    readonly data?: readonly {
      readonly secretKey: string;
      readonly remoteRef: { readonly key: string; readonly property: string };
      readonly sourceRef?: { readonly storeRef: { readonly name: string } };
    }[];
  };
}

const MASK = '***';

/** Reads from the releases of our own manifests which Secrets there will be, and what stands in them. */
export function composedSecrets(states: readonly State[]): ComposedSecrets {
  const secrets = new Map<string, Record<string, ComposedValue>>();
  for (const { values } of releasesOf(states)) {
    const { resources } = values as { resources?: unknown };
    // Other charts call the requests and limits of their pods so.
    if (!Array.isArray(resources)) continue;
    for (const { kind, spec } of resources as readonly ExternalSecret[]) {
      const name = spec?.target?.name;
      if (kind !== 'ExternalSecret' || name === undefined) continue;
      const entries = Object.entries(spec?.target?.template?.data ?? {});
      secrets.set(name, Object.fromEntries(entries.map(([key, text]) => [key, composed(text, spec?.data ?? [])])));
    }
  }
  return secrets;
}

function composed(text: string, data: NonNullable<NonNullable<ExternalSecret['spec']>['data']>): ComposedValue {
  const used = data.filter(({ secretKey }) => new RegExp(`\\.${secretKey}\\b`).test(text));
  return {
    masked: text.replace(/\{\{.*?\}\}/g, MASK),
    sources: used.map(
      ({ remoteRef, sourceRef }) => `${sourceRef?.storeRef.name ?? 'store'}: ${remoteRef.key}#${remoteRef.property}`,
    ),
  };
}
