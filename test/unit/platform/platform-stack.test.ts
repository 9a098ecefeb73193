import { Testing } from 'cdktf';
import type { ClusterConnection } from '../../../constructs/cluster';
import { CERTIFICATE_AUTHORITY_SECRET, CERTIFICATE_ISSUER } from '../../../constructs/kubernetes/certificate-authority';
import { AWS_SECRET_STORE, IN_CLUSTER_SECRET_STORE } from '../../../constructs/secrets';
import { EnvironmentSettings } from '../../../environments/schema';
import { PlatformStack } from '../../../stacks/platform';
import { eksConnection } from '../../support/eks-connection';
import { dependencies, manifest, release, releaseValues } from '../../support/helm-release';
import { resource, resources, synthesized, type TerraformJson } from '../../support/terraform-json';

const inCluster = {
  cluster: { kind: 'kubeconfig' },
  postgres: { kind: 'in-cluster' },
  redis: { openwebui: { kind: 'in-cluster' }, litellm: { kind: 'in-cluster' } },
  storage: { kind: 'volume' },
};
const onAws = {
  account: { id: '123456789012', region: 'eu-central-1' },
  network: { kind: 'managed' },
  cluster: { kind: 'managed' },
  postgres: { kind: 'managed' },
  redis: { openwebui: { kind: 'managed' }, litellm: { kind: 'managed' } },
  storage: { kind: 'managed' },
};
const kubeconfig: ClusterConnection = { kind: 'kubeconfig', path: '~/.kube/config' };
const eks = (autoMode: boolean): ClusterConnection =>
  eksConnection({
    autoMode,
    volumeKeyArn: 'arn:aws:kms:eu-central-1:123456789012:key/disks',
    autoModeNodes: autoMode
      ? {
          roleName: 'prod-eks-node',
          subnetIds: ['subnet-a', 'subnet-b'],
          diskKeyArn: 'arn:aws:kms:eu-central-1:123456789012:key/disks',
        }
      : undefined,
  });

function platform(settings: object, cluster: ClusterConnection): { stack: PlatformStack; json: TerraformJson } {
  const environment = { ...EnvironmentSettings.parse(settings), name: 'prod' };
  const stack = new PlatformStack(Testing.app(), environment, { cluster });
  return { stack, json: synthesized(stack) };
}

/** The names of all releases. */
function releases(json: TerraformJson): unknown[] {
  return resources(json, 'helm_release').map(({ name }) => name);
}

/** The Pod Security Standard that each namespace holds its pods to. */
function podSecurity(json: TerraformJson): Record<string, unknown> {
  const namespaces = resources(json, 'kubernetes_namespace_v1').map(
    ({ metadata }) => metadata as { name: string; labels: Record<string, string> },
  );
  return Object.fromEntries(namespaces.map(({ name, labels }) => [name, labels['pod-security.kubernetes.io/enforce']]));
}

describe('the platform of an environment without AWS', () => {
  let stack: PlatformStack;
  let json: TerraformJson;

  beforeAll(() => {
    ({ stack, json } = platform({ ...inCluster, protection: false }, kubeconfig));
  });

  test('makes nothing on AWS', () => {
    expect(Object.keys(json.resource ?? {}).filter((type) => type.startsWith('aws_'))).toEqual([]);
    expect(Object.keys(json.provider ?? {}).sort()).toEqual(['helm', 'kubernetes']);
    expect(stack.externalSecretsRoleName).toBeUndefined();
  });

  test('has the operators of the data stores in the cluster', () => {
    expect(releases(json)).toEqual(
      expect.arrayContaining(['external-secrets', 'cloudnative-pg', 'cert-manager', 'reloader']),
    );
    expect(releases(json)).not.toContain('aws-load-balancer-controller');
  });

  test('runs one pod of each operator, and none that a drained node would have to wait for', () => {
    expect(releaseValues(json, 'external-secrets')).toMatchObject({
      replicaCount: 1,
      podDisruptionBudget: { enabled: false },
    });
  });

  test('leaves the default StorageClass of a cluster that it did not make alone', () => {
    expect(json.resource).not.toHaveProperty('kubernetes_storage_class_v1');
  });

  test('refuses root and every privilege in all of its namespaces', () => {
    expect(podSecurity(json)).toEqual({
      inferencehub: 'restricted',
      'external-secrets': 'restricted',
      'cnpg-system': 'restricted',
      'cert-manager': 'restricted',
      reloader: 'restricted',
    });
  });

  test('reads Secrets of its own namespace only', () => {
    const { provider } = manifest(json, 'secret-stores', 'SecretStore', IN_CLUSTER_SECRET_STORE.name).spec as {
      provider: { kubernetes: { remoteNamespace: string; auth: { serviceAccount: { name: string } } } };
    };
    expect(provider.kubernetes.remoteNamespace).toBe('inferencehub');
    const reader = provider.kubernetes.auth.serviceAccount.name;
    expect(manifest(json, 'secret-stores', 'ServiceAccount').metadata.name).toBe(reader);
    expect(manifest(json, 'secret-stores', 'Role', reader)).toMatchObject({
      metadata: { namespace: 'inferencehub' },
      rules: [{ resources: ['secrets'], verbs: ['get', 'list', 'watch'] }],
    });
    expect(() => manifest(json, 'secret-stores', 'SecretStore', AWS_SECRET_STORE.name)).toThrow('no SecretStore');
  });

  test('lets External Secrets become that reader and no other ServiceAccount of the cluster', () => {
    expect(releaseValues(json, 'external-secrets')).toMatchObject({ rbac: { serviceAccountTokenCreate: false } });
    expect(manifest(json, 'secret-stores', 'Role', 'external-secrets-reader-token').rules).toEqual([
      {
        apiGroups: [''],
        resources: ['serviceaccounts/token'],
        resourceNames: ['external-secrets-reader'],
        verbs: ['create'],
      },
    ]);
    expect(manifest(json, 'secret-stores', 'RoleBinding', 'external-secrets-reader-token').subjects).toEqual([
      { kind: 'ServiceAccount', name: 'external-secrets', namespace: 'external-secrets' },
    ]);
  });

  test('makes objects of an operator after the operator', () => {
    expect(dependencies(json, 'secret-stores')).toContainEqual(expect.stringContaining('external-secrets_chart'));
    expect(dependencies(json, 'certificate-authority')).toContainEqual(expect.stringContaining('cert-manager_chart'));
  });

  test('signs certificates with an authority of its own, whose key stays the same', () => {
    const certificate = manifest(json, 'certificate-authority', 'Certificate').spec;
    expect(certificate).toMatchObject({
      isCA: true,
      secretName: CERTIFICATE_AUTHORITY_SECRET.name,
      privateKey: { rotationPolicy: 'Never' },
    });
    expect(manifest(json, 'certificate-authority', 'Issuer', CERTIFICATE_ISSUER.name).spec).toEqual({
      ca: { secretName: CERTIFICATE_AUTHORITY_SECRET.name },
    });
  });

  test('restarts pods in the one namespace that Reloader can read', () => {
    expect(releaseValues(json, 'reloader')).toMatchObject({
      reloader: { watchGlobally: false, namespaces: ['inferencehub'] },
    });
  });
});

describe('the platform of an environment on AWS', () => {
  let stack: PlatformStack;
  let json: TerraformJson;

  beforeAll(() => {
    ({ stack, json } = platform(onAws, eks(true)));
  });

  test('needs no operator of a data store that AWS runs', () => {
    expect(releases(json)).not.toContain('cloudnative-pg');
    expect(releases(json)).not.toContain('cert-manager');
  });

  test('gives External Secrets a role by a name that later stacks know, and no right yet', () => {
    expect(stack.externalSecretsRoleName).toBe('prod-external-secrets');
    expect(resource(json, 'aws_iam_role').name).toBe('prod-external-secrets');
    expect(json.resource).not.toHaveProperty('aws_iam_role_policy');
    expect(resource(json, 'aws_eks_pod_identity_association')).toMatchObject({
      namespace: 'external-secrets',
      service_account: 'external-secrets',
    });
    expect(releaseValues(json, 'external-secrets')).toMatchObject({ serviceAccount: { name: 'external-secrets' } });
  });

  test('starts External Secrets after its role: pods get credentials when they start', () => {
    expect(dependencies(json, 'external-secrets')).toContainEqual(
      expect.stringMatching(/^aws_eks_pod_identity_association\./),
    );
  });

  test('lets one namespace read AWS Secrets Manager, with the credentials of the controller', () => {
    const { metadata, spec } = manifest(json, 'secret-stores', 'SecretStore', AWS_SECRET_STORE.name);
    expect(metadata.namespace).toBe('inferencehub');
    expect(spec).toEqual({ provider: { aws: { service: 'SecretsManager', region: 'eu-central-1' } } });
  });

  test('has no store of the whole cluster, and a controller that would not know one', () => {
    expect(() => manifest(json, 'secret-stores', 'ClusterSecretStore')).toThrow('no ClusterSecretStore');
    expect(releaseValues(json, 'external-secrets')).toMatchObject({
      processClusterStore: false,
      crds: { createClusterSecretStore: false },
    });
  });

  test('lends the role to no store outside the namespace: the controller looks nowhere else', () => {
    expect(releaseValues(json, 'external-secrets')).toMatchObject({
      scopedRBAC: true,
      scopedNamespace: 'inferencehub',
      webhook: { create: false },
      certController: { create: false },
    });
  });

  test('has the store of the namespace too, for Secrets that exist there already', () => {
    expect(manifest(json, 'secret-stores', 'SecretStore', 'in-cluster').metadata.namespace).toBe('inferencehub');
  });

  test('runs two pods of each operator and keeps one while nodes are drained', () => {
    expect(releaseValues(json, 'external-secrets')).toMatchObject({
      replicaCount: 2,
      podDisruptionBudget: { enabled: true },
      leaderElect: true,
    });
  });

  test('encrypts volumes by default and keeps them when their claim goes', () => {
    expect(resource(json, 'kubernetes_storage_class_v1')).toMatchObject({
      metadata: { annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
      storage_provisioner: 'ebs.csi.eks.amazonaws.com',
      parameters: {
        type: 'gp3',
        encrypted: 'true',
        kmsKeyId: 'arn:aws:kms:eu-central-1:123456789012:key/disks',
      },
      reclaim_policy: 'Retain',
    });
  });

  test('has Auto Mode make nodes with disks under the same key, before there is anything to run on them', () => {
    expect(manifest(json, 'node-pool', 'NodeClass').spec).toEqual({
      role: 'prod-eks-node',
      subnetSelectorTerms: [{ id: 'subnet-a' }, { id: 'subnet-b' }],
      securityGroupSelectorTerms: [{ id: 'sg-cluster' }],
      networkPolicy: 'DefaultAllow',
      ephemeralStorage: { size: '80Gi', kmsKeyID: 'arn:aws:kms:eu-central-1:123456789012:key/disks' },
    });
    const { template } = manifest(json, 'node-pool', 'NodePool').spec as {
      template: { spec: { nodeClassRef: object } };
    };
    expect(template.spec.nodeClassRef).toEqual({
      group: 'eks.amazonaws.com',
      kind: 'NodeClass',
      name: manifest(json, 'node-pool', 'NodeClass').metadata.name,
    });
    const namespaces = resources(json, 'kubernetes_namespace_v1');
    const own = namespaces.find(({ metadata }) => (metadata as { name: string }).name === 'inferencehub');
    expect(own?.depends_on).toContainEqual(expect.stringMatching(/^helm_release\.nodes_/));
  });

  test('makes no nodes where they are in groups', () => {
    expect(releases(platform(onAws, eks(false)).json)).not.toContain('node-pool');
  });

  test("uses the EBS driver's own provisioner where nodes are in groups", () => {
    const groups = platform({ ...onAws, protection: false }, eks(false)).json;
    expect(resource(groups, 'kubernetes_storage_class_v1')).toMatchObject({
      storage_provisioner: 'ebs.csi.aws.com',
      reclaim_policy: 'Delete',
    });
  });

  test('has a load balancer controller only where a gateway needs one', () => {
    expect(releases(platform(onAws, eks(false)).json)).not.toContain('aws-load-balancer-controller');
    const withGateway = platform({ ...onAws, gateway: { kind: 'envoy' } }, eks(false)).json;
    expect(releases(withGateway)).toContain('aws-load-balancer-controller');
  });

  test('has cert-manager where one Redis in the cluster speaks TLS', () => {
    const mixed = (tls: boolean) =>
      platform({ ...onAws, redis: { openwebui: { kind: 'in-cluster', tls }, litellm: { kind: 'managed' } } }, eks(true))
        .json;
    expect(release(mixed(true), 'cert-manager')).toBeDefined();
    expect(release(mixed(false), 'cert-manager')).toBeUndefined();
  });

  test('keeps secrets in the cluster when told so, and the role for those of managed data stores', () => {
    const kept = platform({ ...onAws, secrets: { kind: 'in-cluster' } }, eks(true));
    expect(kept.stack.externalSecretsRoleName).toBe('prod-external-secrets');
  });
});
