import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { EXTERNAL_SECRETS_IDENTITY } from './external-secrets';
import { AWS_SECRET_STORE, IN_CLUSTER_SECRET_STORE } from '../secrets/secret-ref';
import { grantedIn } from '../kubernetes/grants';
import { type KubernetesManifest, ManifestRelease } from '../helm/manifest-release';

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

/**
 * Where External Secrets reads: the namespace's own Secrets, always, and AWS Secrets Manager on AWS. Each is a store of
 * the applications' namespace.
 * @example
 * ```ts
 * const operators = { watched: namespace, networkPolicies };
 * const externalSecrets = new ExternalSecrets(this, 'external-secrets', { ...common, ...operators, eks: cluster });
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
  const { serviceAccount, namespace: operators } = EXTERNAL_SECRETS_IDENTITY;
  return [
    {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: READER, namespace },
      automountServiceAccountToken: false,
    },
    ...grantedIn(namespace, READER, { kind: 'ServiceAccount', name: READER, namespace }, [
      { apiGroups: [''], resources: ['secrets'], verbs: ['get', 'list', 'watch'] },
    ]),
    ...grantedIn(namespace, READER_TOKEN, { kind: 'ServiceAccount', name: serviceAccount, namespace: operators }, [
      { apiGroups: [''], resources: ['serviceaccounts/token'], resourceNames: [READER], verbs: ['create'] },
    ]),
  ];
}

/**
 * AWS Secrets Manager, with the controller's own role. It has no `auth` block: Pod Identity gives credentials to the
 * controller's pods and cannot give them to another ServiceAccount. The role goes to every store that the controller sees,
 * so it has to see this namespace alone.
 */
function awsStore(namespace: string, region: string): KubernetesManifest {
  return {
    apiVersion: 'external-secrets.io/v1',
    kind: AWS_SECRET_STORE.kind,
    metadata: { name: AWS_SECRET_STORE.name, namespace },
    spec: { provider: { aws: { service: 'SecretsManager', region } } },
  };
}
