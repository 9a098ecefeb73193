import { SecretV1 } from '@cdktf/provider-kubernetes/lib/secret-v1';
import { Construct } from 'constructs';
import type { ManifestRelease } from '../helm/manifest-release';
import { EntryVersions, type VaultEntry } from './entry-versions';
import { kubernetesSecretRef, variableName } from './secret-source';
import { IN_CLUSTER_SECRET_STORE, type SecretRef, versionOf } from './secret-ref';
import {
  DEFAULT_SECRET_LENGTH,
  type GeneratedSecretProps,
  SECRET_PROPERTY,
  type SecretVault,
  type SharedSecret,
} from './secret-vault';
import type { SecretRotation, SecretSource } from './settings';
import { variableFor } from './user-variable';

export interface InClusterVaultProps {
  /** The release that carries the generators, and what reads the Secrets: it comes after those that Terraform writes. */
  readonly manifests: ManifestRelease;
  readonly namespace: string;
  /** Versions of entries that were written more than once. */
  readonly rotation?: SecretRotation;
}

/**
 * Secrets born in the cluster: External Secrets generates each once, into a Secret of the applications' namespace.
 * Terraform never sees a value.
 * @example
 * ```ts
 * const vault = new InClusterVault(this, 'secrets', { ...common, manifests });
 * const password = vault.generate('reports', { entry: 'reports/password' });
 * manifests.add(composedSecret({ name: 'reports', namespace: common.namespace, data: { PASSWORD: password } }));
 * ```
 */
export class InClusterVault extends Construct implements SecretVault {
  private readonly versions: EntryVersions;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: InClusterVaultProps,
  ) {
    super(scope, id);
    this.versions = new EntryVersions(props.rotation);
  }

  /** The entries that it writes. */
  get entries(): readonly VaultEntry[] {
    return this.versions.all;
  }

  generate(_id: string, props: GeneratedSecretProps): SecretRef {
    const { manifests, namespace } = this.props;
    const version = this.versions.enter(props.entry, props.permanent);
    // A value that was generated once stays what it is: a new one has a Secret of its own.
    const name = version > 1 ? `${secretName(props.entry)}-${version}` : secretName(props.entry);
    manifests.add(
      {
        apiVersion: 'generators.external-secrets.io/v1alpha1',
        kind: 'Password',
        metadata: { name, namespace },
        spec: {
          length: props.length ?? DEFAULT_SECRET_LENGTH,
          // Letters and digits; without this a quarter would be symbols.
          symbols: 0,
          allowRepeat: true,
        },
      },
      {
        apiVersion: 'external-secrets.io/v1',
        kind: 'ExternalSecret',
        metadata: { name, namespace },
        spec: {
          // A generator makes another value each time that it is asked.
          refreshPolicy: 'CreatedOnce',
          target: {
            name,
            creationPolicy: props.permanent ? 'Orphan' : 'Owner',
            // Whatever the policy says, External Secrets asks again when the Secret is not as it left it: edited, or hashed
            // otherwise by a newer release. Into one that is to be immutable it then writes no value, and nobody can edit it.
            immutable: true,
            deletionPolicy: 'Retain',
            template: {
              engineVersion: 'v2',
              data: { ...props.beside, [SECRET_PROPERTY]: `${props.prefix ?? ''}{{ .password }}` },
            },
          },
          dataFrom: [
            {
              sourceRef: {
                generatorRef: { apiVersion: 'generators.external-secrets.io/v1alpha1', kind: 'Password', name },
              },
            },
          ],
        },
      },
    );
    return { ...inCluster(name), ...versionOf(version) };
  }

  generateShared(): SharedSecret {
    throw new Error('a server that AWS runs takes its password from AWS Secrets Manager, never from the cluster');
  }

  adopt(id: string, entry: string, source: SecretSource, how?: Pick<GeneratedSecretProps, 'permanent'>): SecretRef {
    if (typeof source === 'string') {
      const value = variableFor(this, variableName(source));
      return this.write(new Construct(this, id), entry, { [SECRET_PROPERTY]: value }, how?.permanent);
    }
    if ('kubernetesSecret' in source) return kubernetesSecretRef(source);
    throw new Error(
      `${source.secretsManager} is kept in AWS Secrets Manager, which an environment with in-cluster secrets does not read`,
    );
  }

  pointAt(): SecretRef {
    throw new Error(
      'Aurora keeps its master secret in AWS Secrets Manager, and so does an environment that has Aurora',
    );
  }

  private write(
    scope: Construct,
    entry: string,
    data: Readonly<Record<string, string>>,
    permanent?: boolean,
  ): SecretRef {
    const name = secretName(entry);
    const version = this.versions.enter(entry, permanent);
    const written = new SecretV1(scope, 'secret', {
      metadata: { name, namespace: this.props.namespace },
      dataWo: { ...data },
      dataWoRevision: version,
    });
    this.props.manifests.comesAfter(written);
    return { ...inCluster(name), ...versionOf(version) };
  }
}

function inCluster(name: string): SecretRef {
  return { store: IN_CLUSTER_SECRET_STORE, entry: name, property: SECRET_PROPERTY };
}

/** The Secret of an entry: `litellm/master-key` is kept in `litellm-master-key`. */
function secretName(entry: string): string {
  return entry.replaceAll('/', '-');
}
