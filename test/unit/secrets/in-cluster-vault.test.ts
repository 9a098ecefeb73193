import { ManifestRelease } from '../../../constructs/helm/manifest-release';
import { IN_CLUSTER_SECRET_STORE, InClusterVault, type SecretRef } from '../../../constructs/secrets';
import { dependencies, manifest } from '../../support/helm-release';
import { emptyStack, resource, synthesized, type TerraformJson } from '../../support/terraform-json';

describe('InClusterVault', () => {
  let json: TerraformJson;
  let vault: InClusterVault;
  let generated: SecretRef;
  let rotated: SecretRef;
  beforeAll(() => {
    const stack = emptyStack();
    const manifests = new ManifestRelease(stack, 'manifests', { release: 'infra-data', namespace: 'apps' });
    vault = new InClusterVault(stack, 'secrets', {
      manifests,
      namespace: 'apps',
      rotation: { 'litellm/openai': 2, 'searxng/secret-key': 3 },
    });
    generated = vault.generate('master-key', { entry: 'litellm/master-key', prefix: 'sk-', beside: { username: 'x' } });
    rotated = vault.generate('searxng', { entry: 'searxng/secret-key' });
    vault.generate('salt-key', { entry: 'litellm/salt-key', permanent: true });
    vault.adopt('openai', 'litellm/openai', '${OPENAI_API_KEY}');
    json = synthesized(stack);
  });

  const spec = (kind: string, name: string) => manifest(json, 'infra-data', kind, name).spec;

  test('lets External Secrets generate letters and digits', () => {
    expect(spec('Password', 'litellm-master-key')).toEqual({ length: 40, symbols: 0, allowRepeat: true });
  });

  test('generates once, into a Secret of the applications’ namespace', () => {
    expect(spec('ExternalSecret', 'litellm-master-key')).toMatchObject({
      refreshPolicy: 'CreatedOnce',
      target: {
        name: 'litellm-master-key',
        creationPolicy: 'Owner',
        // External Secrets generates again over a Secret that was edited or is hashed otherwise, unless it is immutable.
        immutable: true,
        template: { data: { password: 'sk-{{ .password }}', username: 'x' } },
      },
      dataFrom: [{ sourceRef: { generatorRef: { kind: 'Password', name: 'litellm-master-key' } } }],
    });
    expect(generated).toEqual({ store: IN_CLUSTER_SECRET_STORE, entry: 'litellm-master-key', property: 'password' });
  });

  test('generates a new version into a Secret of its own, because one that was generated stays what it is', () => {
    expect(spec('Password', 'searxng-secret-key-3')).toBeDefined();
    expect(spec('ExternalSecret', 'searxng-secret-key-3')).toMatchObject({
      refreshPolicy: 'CreatedOnce',
      target: { name: 'searxng-secret-key-3' },
    });
    expect(() => spec('ExternalSecret', 'searxng-secret-key')).toThrow();
    expect(rotated).toEqual({
      store: IN_CLUSTER_SECRET_STORE,
      entry: 'searxng-secret-key-3',
      property: 'password',
      version: 3,
    });
  });

  test('has what reads a Secret wait for the one that Terraform writes', () => {
    const [name] = Object.keys(json.resource?.kubernetes_secret_v1 ?? {});
    expect(dependencies(json, 'infra-data')).toEqual([`kubernetes_secret_v1.${name}`]);
  });

  test('keeps a permanent value when the release that made it goes, and never overwrites it', () => {
    expect(spec('ExternalSecret', 'litellm-salt-key')).toMatchObject({
      target: { creationPolicy: 'Orphan', immutable: true },
    });
  });

  test('writes `${NAME}` through a write-only argument', () => {
    const secret = resource(json, 'kubernetes_secret_v1');
    expect(secret).toMatchObject({
      metadata: { name: 'litellm-openai', namespace: 'apps' },
      data_wo: { password: '${var.OPENAI_API_KEY}' },
      data_wo_revision: 2,
    });
    expect(secret).not.toHaveProperty('data');
  });

  test('refuses what is kept in AWS', () => {
    expect(() => vault.adopt('aws', 'x', { secretsManager: 'corp/db', property: 'pw' })).toThrow(
      /corp\/db is kept in AWS Secrets Manager/,
    );
    expect(() => vault.generateShared()).toThrow(/AWS Secrets Manager/);
    expect(() => vault.pointAt()).toThrow(/AWS Secrets Manager/);
  });
});
