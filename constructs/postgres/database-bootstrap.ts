import type { Release } from '@cdktf/provider-helm/lib/release';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { ManifestRelease } from '../helm/manifest-release';
import { OwnChartRelease } from '../helm/own-chart-release';
import { composedSecret } from '../secrets/composed-secret';
import { IN_CLUSTER_SECRET_STORE, type SecretRef } from '../secrets/secret-ref';
import type { CertificateAuthority } from '../kubernetes/authority-mounts';
import type { PostgresTls } from './connection';

/** A database, and the role of the same name that owns it. */
export interface BootstrappedDatabase {
  readonly name: string;
  /** Absent where the role logs in with RDS' tokens, which takes an administrator to arrange. */
  readonly password?: SecretRef;
  /** Extensions to create in it; only where there is an administrator, who may. */
  readonly extensions: readonly string[];
}

export interface DatabaseBootstrapProps {
  /** The Helm release's name. */
  readonly release: string;
  readonly namespace: string;
  /** The release that carries the Secret with the passwords. */
  readonly manifests: ManifestRelease;
  readonly server: {
    readonly host: string;
    readonly port: number;
    readonly tls: PostgresTls;
    readonly certificateAuthority?: CertificateAuthority;
  };
  /** Who makes roles and databases; absent where something else makes them. */
  readonly admin?: { readonly user: SecretRef; readonly password: SecretRef };
  readonly databases: readonly BootstrappedDatabase[];
  readonly dependsOn?: readonly ITerraformDependable[];
}

/** Seconds that the Job waits for the server to answer: a new cluster of either kind takes minutes. */
const WAIT_SECONDS = 900;

/**
 * Makes the databases ready for the applications: a role for each, which owns its database and cannot enter another's.
 * It is a Job inside the cluster, because the server can be reached from there alone and the passwords are there. It
 * can run again at any time, and does when something about it changes.
 * @example
 * ```ts
 * new DatabaseBootstrap(this, 'bootstrap', {
 *   ...common,
 *   manifests,
 *   release: 'chat-bootstrap',
 *   server: { host: 'db.example.com', port: 5432, tls: 'verify-full' },
 *   admin: {
 *     user: vault.adopt('admin-user', 'chat/admin-user', '${ADMIN_USER}'),
 *     password: vault.adopt('admin-password', 'chat/admin-password', '${ADMIN_PASSWORD}'),
 *   },
 *   databases: [
 *     { name: 'openwebui', password: vault.generate('chat', { entry: 'chat/database' }), extensions: ['vector'] },
 *   ],
 * });
 * ```
 */
export class DatabaseBootstrap extends Construct {
  readonly release: Release;

  constructor(scope: Construct, id: string, props: DatabaseBootstrapProps) {
    super(scope, id);
    const { release, namespace, server, admin } = props;
    const secrets = new ReadableSecrets(secretName(release, props.databases));
    const values = {
      server: { host: server.host, port: server.port, sslMode: server.tls },
      certificateAuthority: server.certificateAuthority ? { ...server.certificateAuthority } : undefined,
      admin: admin && {
        secret: secrets.name,
        userKey: secrets.composed('admin-user', admin.user),
        passwordKey: secrets.composed('admin-password', admin.password),
      },
      databases: props.databases.map(({ name, password, extensions }) => ({
        name,
        password: password && secrets.readable(`${name}-password`, password),
        extensions: admin ? extensions : [],
      })),
      waitSeconds: WAIT_SECONDS,
    };
    if (secrets.any) props.manifests.add(composedSecret({ name: secrets.name, namespace, data: secrets.data }));
    this.release = new OwnChartRelease(this, 'release', {
      chart: 'database-bootstrap',
      release,
      namespace,
      values,
      timeoutSeconds: WAIT_SECONDS + 300,
      dependsOn: [props.manifests.release, ...(props.dependsOn ?? [])],
    });
  }
}

/**
 * The name of the Job's own Secret. With a new version of a password it is another one: the Secret of before has the old
 * value until External Secrets comes by, and the Job would set that.
 */
function secretName(release: string, databases: readonly BootstrappedDatabase[]): string {
  const versions = databases.map(({ password }) => password?.version ?? 1);
  return versions.every((version) => version === 1) ? release : [release, ...versions].join('-');
}

/** Where a pod finds secrets: in the Secrets that they are kept in, and else in one of its own. */
class ReadableSecrets {
  readonly data: Record<string, SecretRef> = {};

  /** @param name the name of the pod's own Secret */
  constructor(readonly name: string) {}

  /** Whether the pod needs a Secret of its own. */
  get any(): boolean {
    return Object.keys(this.data).length > 0;
  }

  /** Enters a secret into the pod's own Secret and gives its key there. */
  composed(key: string, secret: SecretRef): string {
    this.data[key] = secret;
    return key;
  }

  /**
   * Where a pod reads a secret. One that is in the cluster is read where it is: the operator makes the first owner's
   * only when the server runs, and a copy of it would come minutes after.
   */
  readable(key: string, secret: SecretRef): { readonly secret: string; readonly key: string } {
    return secret.store.name === IN_CLUSTER_SECRET_STORE.name
      ? { secret: secret.entry, key: secret.property }
      : { secret: this.name, key: this.composed(key, secret) };
  }
}
