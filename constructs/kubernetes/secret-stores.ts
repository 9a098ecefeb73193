import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { EXTERNAL_SECRETS_IDENTITY } from '../charts/external-secrets';
import { AWS_SECRET_STORE, IN_CLUSTER_SECRET_STORE } from '../secrets/secret-ref';
import { type KubernetesManifest, ManifestRelease } from './manifest-release';

export interface SecretStoresProps {
  /** The applications' namespace: the only one that the stores serve. */
  readonly namespace: string;
  /** The region of AWS Secrets Manager; absent where External Secrets has no role in AWS. */
  readonly region?: string;
  /** External Secrets and the namespace, which have to be there first. */
  readonly dependsOn: readonly ITerraformDependable[];
}

/** The ServiceAccount as which External Secrets reads the namespace's own Secrets, and its rights. */
const READER = 'external-secrets-reader';
/** The right to become that ServiceAccount. */
const READER_TOKEN = 'external-secrets-reader-token';

const RBAC = 'rbac.authorization.k8s.io';

/**
 * Where External Secrets reads: the namespace's own Secrets, always, and AWS Secrets Manager on AWS. Each serves the
 * applications' namespace alone.
 * @example
 * ```ts
 * const externalSecrets = new ExternalSecrets(this, 'external-secrets', { ...common, eks: cluster, networkPolicies });
 * new SecretStores(this, 'stores', {
 *   ...common,
 *   region: account.region,
 *   dependsOn: [namespace.resource, externalSecrets.release],
 * });
 * ```
 */
export class SecretStores extends Construct {
  constructor(scope: Construct, id: string, props: SecretStoresProps) {
    super(scope, id);
    const { namespace, region } = props;
    const release = new ManifestRelease(this, 'manifests', {
      release: 'secret-stores',
      namespace,
      dependsOn: props.dependsOn,
    });
    release.add(...readerRights(namespace), inClusterStore(namespace));
    if (region) release.add(awsStore(namespace, region));
  }
}

/** Reads Secrets of this namespace as a ServiceAccount that can do nothing else. */
function inClusterStore(namespace: string): KubernetesManifest {
  return {
    apiVersion: 'external-secrets.io/v1',
    kind: IN_CLUSTER_SECRET_STORE.kind,
    metadata: { name: IN_CLUSTER_SECRET_STORE.name, namespace },
    spec: {
      provider: {
        kubernetes: {
          remoteNamespace: namespace,
          server: { caProvider: { type: 'ConfigMap', name: 'kube-root-ca.crt', key: 'ca.crt' } },
          auth: { serviceAccount: { name: READER } },
        },
      },
    },
  };
}

function readerRights(namespace: string): KubernetesManifest[] {
  const role = (name: string, rule: Readonly<Record<string, readonly string[]>>): KubernetesManifest => ({
    apiVersion: `${RBAC}/v1`,
    kind: 'Role',
    metadata: { name, namespace },
    rules: [rule],
  });
  const binding = (name: string, serviceAccount: { name: string; namespace: string }): KubernetesManifest => ({
    apiVersion: `${RBAC}/v1`,
    kind: 'RoleBinding',
    metadata: { name, namespace },
    roleRef: { apiGroup: RBAC, kind: 'Role', name },
    subjects: [{ kind: 'ServiceAccount', ...serviceAccount }],
  });
  return [
    {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: READER, namespace },
      automountServiceAccountToken: false,
    },
    role(READER, { apiGroups: [''], resources: ['secrets'], verbs: ['get', 'list', 'watch'] }),
    binding(READER, { name: READER, namespace }),
    role(READER_TOKEN, {
      apiGroups: [''],
      resources: ['serviceaccounts/token'],
      resourceNames: [READER],
      verbs: ['create'],
    }),
    binding(READER_TOKEN, {
      name: EXTERNAL_SECRETS_IDENTITY.serviceAccount,
      namespace: EXTERNAL_SECRETS_IDENTITY.namespace,
    }),
  ];
}

/**
 * AWS Secrets Manager, with the controller's own role. It has no `auth` block: Pod Identity gives credentials to the
 * controller's pods and cannot give them to another ServiceAccount.
 */
function awsStore(namespace: string, region: string): KubernetesManifest {
  return {
    apiVersion: 'external-secrets.io/v1',
    kind: AWS_SECRET_STORE.kind,
    metadata: { name: AWS_SECRET_STORE.name },
    spec: {
      // It is a store of the whole cluster; another namespace that names it gets nothing.
      conditions: [{ namespaces: [namespace] }],
      provider: { aws: { service: 'SecretsManager', region } },
    },
  };
}
