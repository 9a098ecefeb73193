import type { KubernetesManifest } from '../helm/manifest-release';
import type { SecretRef } from './secret-ref';
import { SecretTemplate } from './secret-template';

/** Labels that External Secrets puts on the Secret that it makes. */
export type SecretLabels = Readonly<Record<string, string>>;

export interface ComposedSecretProps {
  /** Name of the Secret, and of the ExternalSecret that makes it. */
  readonly name: string;
  readonly namespace: string;
  /** The Secret's keys: a secret as it is, or a text with secrets in it. */
  readonly data: Readonly<Record<string, SecretTemplate | SecretRef>>;
  /** @defaultValue Opaque */
  readonly type?: 'Opaque' | 'kubernetes.io/basic-auth';
  readonly labels?: Readonly<Record<string, string>>;
  /**
   * Seconds after which the sources are read again, so that a rotated value arrives. Each read of a Secrets Manager
   * entry costs 0.05 USD per 10,000.
   * @defaultValue 300
   */
  readonly refreshIntervalSeconds?: number;
}

/**
 * A Kubernetes Secret made of secrets that are kept elsewhere, by External Secrets: the values are read and put
 * together in the cluster and pass through nothing that Terraform stores. It goes into a `ManifestRelease`.
 * @see https://external-secrets.io/latest/guides/templating/
 */
export function composedSecret(props: ComposedSecretProps): KubernetesManifest {
  const sources = new Sources();
  const data = Object.fromEntries(
    Object.entries(props.data).map(([key, value]) => [
      key,
      value instanceof SecretTemplate ? sources.enter(value) : sources.enterWhole(value),
    ]),
  );
  return {
    apiVersion: 'external-secrets.io/v1',
    kind: 'ExternalSecret',
    metadata: { name: props.name, namespace: props.namespace, annotations: sources.annotations() },
    spec: {
      refreshPolicy: 'Periodic',
      refreshInterval: `${props.refreshIntervalSeconds ?? 300}s`,
      target: {
        name: props.name,
        creationPolicy: 'Owner',
        // A source that is gone for a moment must not take the running applications' Secret with it.
        deletionPolicy: 'Retain',
        template: {
          engineVersion: 'v2',
          type: props.type ?? 'Opaque',
          metadata: props.labels ? { labels: props.labels } : undefined,
          data,
        },
      },
      data: sources.entries(),
    },
  };
}

/** Says which versions of its sources a Secret is made of. */
const ROTATION = 'inferencehub/rotation';

/** The secrets that the templates of one ExternalSecret read, each under one variable. */
class Sources {
  private readonly secrets: SecretRef[] = [];

  /** The template's text with its variables renamed to those of the whole. */
  enter(template: SecretTemplate): string {
    return template.text.replaceAll(/\{\{ \.(\w+)/g, (action, variable: string) => {
      const secret = template.secrets[variable];
      return secret ? `{{ .${this.variable(secret)}` : action;
    });
  }

  enterWhole(secret: SecretRef): string {
    return `{{ .${this.variable(secret)} }}`;
  }

  /** `spec.data` of the ExternalSecret: each secret from the store that holds it. */
  entries() {
    return this.secrets.map((secret) => ({
      secretKey: this.variable(secret),
      remoteRef: { key: secret.entry, property: secret.property },
      sourceRef: { storeRef: { kind: secret.store.kind, name: secret.store.name } },
    }));
  }

  /** External Secrets reads the sources at once when an annotation changes, and else when the interval is over. */
  annotations(): Readonly<Record<string, string>> | undefined {
    const rotated = this.secrets.filter(({ version }) => version !== undefined);
    if (rotated.length === 0) return undefined;
    return { [ROTATION]: rotated.map(({ entry, version }) => `${entry} ${version ?? 1}`).join(', ') };
  }

  private variable(secret: SecretRef): string {
    const isSame = (other: SecretRef) =>
      other.entry === secret.entry && other.property === secret.property && other.store.name === secret.store.name;
    if (!this.secrets.some(isSame)) this.secrets.push(secret);
    return `secret${this.secrets.findIndex(isSame) + 1}`;
  }
}
