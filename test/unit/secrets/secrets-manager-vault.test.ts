import { ManifestRelease } from '../../../constructs/helm/manifest-release';
import { Names } from '../../../constructs/names/names';
import {
  AWS_SECRET_STORE,
  IN_CLUSTER_SECRET_STORE,
  type SecretRef,
  SecretsManagerVault,
} from '../../../constructs/secrets';
import type { SharedSecret } from '../../../constructs/secrets';
import { dependencies } from '../../support/helm-release';
import { batchRole, grantedToBatch } from '../../support/granting';
import { emptyStack, policy, resource, resources, synthesized, type TerraformJson } from '../../support/terraform-json';

const KEY = 'arn:aws:kms:eu-central-1:111111111111:key/secrets';
const THEIR_KEY = 'arn:aws:kms:eu-central-1:111111111111:key/theirs';
const MASTER_SECRET = 'arn:aws:secretsmanager:eu-central-1:111111111111:secret:rds!cluster-1';

function vault(rotation?: Readonly<Record<string, number>>) {
  const stack = emptyStack('prod-data');
  const made = new SecretsManagerVault(stack, 'secrets', {
    names: new Names('prod'),
    account: { id: '111111111111', region: 'eu-central-1' },
    kmsKeyArn: KEY,
    externalSecretsRoleName: 'prod-external-secrets',
    recoveryWindowDays: 30,
    rotation,
    manifests: new ManifestRelease(stack, 'manifests', { release: 'infra-data', namespace: 'apps' }),
  });
  return { stack, vault: made };
}

describe('SecretsManagerVault', () => {
  let json: TerraformJson;
  const refs: Record<string, SecretRef> = {};
  let shared: SharedSecret;
  beforeAll(() => {
    const { stack, vault: made } = vault({ 'litellm/master-key': 3, 'openwebui/redis': 3, 'litellm/salt-key': 3 });
    refs.generated = made.generate('master-key', {
      entry: 'litellm/master-key',
      prefix: 'sk-',
      length: 48,
      beside: { username: 'somebody' },
    });
    refs.permanent = made.generate('salt-key', { entry: 'litellm/salt-key', permanent: true });
    shared = made.generateShared('redis', { entry: 'openwebui/redis' });
    refs.variable = made.adopt('openai', 'litellm/openai', '${OPENAI_API_KEY}');
    refs.byName = made.adopt('by-name', 'unused', { secretsManager: 'corp/db', property: 'pw', kmsKeyArn: THEIR_KEY });
    refs.byArn = made.adopt('by-arn', 'unused', { secretsManager: `${MASTER_SECRET}x`, property: 'pw' });
    refs.inCluster = made.adopt('in-cluster', 'unused', { kubernetesSecret: 'theirs', key: 'token' });
    refs.user = made.pointAt(MASTER_SECRET, 'username', THEIR_KEY);
    refs.password = made.pointAt(MASTER_SECRET, 'password', THEIR_KEY);
    json = synthesized(stack);
  });

  const version = (part: string) => resource(json, 'aws_secretsmanager_secret_version', part);

  test('names entries after the environment, so that people find them', () => {
    expect(resources(json, 'aws_secretsmanager_secret').map(({ name }) => name)).toEqual([
      'prod/litellm/master-key',
      'prod/litellm/openai',
      'prod/openwebui/redis',
      'prod/litellm/salt-key',
    ]);
    expect(refs.generated).toMatchObject({
      store: AWS_SECRET_STORE,
      entry: 'prod/litellm/master-key',
      property: 'password',
    });
  });

  test('encrypts with the key given and keeps deleted entries for a while', () => {
    for (const secret of resources(json, 'aws_secretsmanager_secret')) {
      expect(secret).toMatchObject({ kms_key_id: KEY, recovery_window_in_days: 30 });
    }
  });

  test('writes a random value from an ephemeral resource through a write-only argument, and nothing else', () => {
    expect(json.ephemeral?.random_password?.['secrets-master-key']).toEqual({ length: 48, special: false });
    expect(version('master-key')).toMatchObject({
      secret_string_wo:
        '${jsonencode({"username" = "somebody", "password" = "sk-${ephemeral.random_password.secrets-master-key.result}"})}',
      secret_string_wo_version: 3,
    });
    for (const written of resources(json, 'aws_secretsmanager_secret_version')) {
      expect(written).not.toHaveProperty('secret_string');
      expect(written).not.toHaveProperty('secret_binary');
    }
    expect(json.resource).not.toHaveProperty('random_password');
  });

  test('writes those anew that the environment counts up, and no others', () => {
    expect(version('master-key').secret_string_wo_version).toBe(3);
    expect(version('openai').secret_string_wo_version).toBe(1);
    expect(refs.generated?.version).toBe(3);
    expect(refs.variable).not.toHaveProperty('version');
  });

  test('never writes a permanent value again, whatever is rotated', () => {
    expect(version('salt-key')).toMatchObject({
      secret_string_wo_version: 1,
      lifecycle: { ignore_changes: ['secret_string_wo_version'] },
    });
  });

  test('gives a server the value that the entry has, also when an earlier apply stopped in between', () => {
    expect(shared.version).toBe(3);
    expect(shared.value).toBe(
      '${jsondecode(ephemeral.aws_secretsmanager_secret_version.secrets-redis-version.secret_string)["password"]}',
    );
    const read = json.ephemeral?.aws_secretsmanager_secret_version?.['secrets-redis-version'];
    expect(read?.version_id).toMatch(
      /^\$\{aws_secretsmanager_secret_version\.secrets_redis_version_\w+\.version_id\}$/,
    );
  });

  test('writes `${NAME}` from a sensitive and ephemeral variable', () => {
    expect(version('openai').secret_string_wo).toBe('${jsonencode({"password" = var.OPENAI_API_KEY})}');
    const { variable } = json as unknown as { variable: Record<string, unknown> };
    expect(variable.OPENAI_API_KEY).toMatchObject({ type: 'string', sensitive: true, ephemeral: true });
    expect(variable.OPENAI_API_KEY).not.toHaveProperty('default');
  });

  test('points at existing secrets without reading their values', () => {
    expect(json.data).not.toHaveProperty('aws_secretsmanager_secret_version');
    const looked = Object.values(json.data?.aws_secretsmanager_secret ?? {});
    expect(looked).toEqual(expect.arrayContaining([{ name: 'corp/db' }, { arn: `${MASTER_SECRET}x` }]));
    expect(refs.byName?.property).toBe('pw');
    expect(refs.inCluster).toEqual({ store: IN_CLUSTER_SECRET_STORE, entry: 'theirs', property: 'token' });
  });

  test('has what reads the entries wait for all that it writes, and for the right to read it', () => {
    const waits = dependencies(json, 'infra-data');
    for (const type of ['aws_secretsmanager_secret_version', 'aws_iam_role_policy']) {
      const addresses = Object.keys(json.resource?.[type] ?? {}).map((name) => `${type}.${name}`);
      expect(addresses.length).toBeGreaterThan(0);
      expect(waits).toEqual(expect.arrayContaining(addresses));
    }
  });

  test('lets External Secrets read exactly what it made or was pointed at', () => {
    const written = resource(json, 'aws_iam_role_policy');
    expect(written).toMatchObject({ role: 'prod-external-secrets', name: 'read-secrets-of-prod-data' });
    const [read, decrypt] = policy(written.policy).Statement;
    expect(read?.Action).toEqual(['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret']);
    expect(read?.Resource).toHaveLength(4 + 2 + 1);
    expect(read?.Resource).toContain(MASTER_SECRET);
    for (const arn of read?.Resource ?? []) expect(arn).not.toContain('*');
    expect(decrypt).toMatchObject({
      Action: ['kms:Decrypt'],
      Resource: [KEY, THEIR_KEY],
      Condition: { StringEquals: { 'kms:ViaService': ['secretsmanager.eu-central-1.amazonaws.com'] } },
    });
  });

  test('has its role read the entries of an earlier vault too, which is written to before and after it, and alone lets nobody', () => {
    const stack = emptyStack('prod-cluster-data');
    const common = {
      names: new Names('prod'),
      account: { id: '111111111111', region: 'eu-central-1' },
      kmsKeyArn: KEY,
      recoveryWindowDays: 30,
    };
    const earlier = new SecretsManagerVault(stack, 'earlier', common);
    earlier.generate('before', { entry: 'before' });
    const externalSecretsRoleName = 'prod-external-secrets';
    const later = new SecretsManagerVault(stack, 'later', { ...common, externalSecretsRoleName, earlier });
    later.generate('own', { entry: 'own' });
    earlier.generate('after', { entry: 'after' });
    const policies = resources(synthesized(stack), 'aws_iam_role_policy');
    expect(policies.map(({ role }) => role)).toEqual([externalSecretsRoleName]);
    const [read, decrypt] = policy(policies[0]?.policy).Statement;
    expect(read?.Resource?.map((arn) => /\.(\w+)_secret/.exec(arn)?.[1]).sort()).toEqual([
      'earlier_after',
      'earlier_before',
      'later_own',
    ]);
    expect(decrypt?.Resource).toEqual([KEY]);
  });

  test('asks for nothing where there is no secret', () => {
    const { stack } = vault();
    expect(Object.keys(synthesized(stack).resource ?? {})).toEqual(['helm_release']);
  });

  test('lets a role read the entries named and no others, with the keys of those', () => {
    const { stack, vault: made } = vault();
    const generated = made.generate('master-key', { entry: 'litellm/master-key' });
    made.generate('salt-key', { entry: 'litellm/salt-key' });
    const master = ['username', 'password'].map((property) => made.pointAt(MASTER_SECRET, property, THEIR_KEY));
    made.grantRead(batchRole(stack), [generated, ...master]);
    const entry = expect.stringMatching(/^\$\{aws_secretsmanager_secret\.secrets_master-key_\w+\.arn\}$/) as string;
    expect(grantedToBatch(stack)).toEqual([
      {
        Sid: 'ReadSecrets',
        Effect: 'Allow',
        Action: ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'],
        Resource: [entry, MASTER_SECRET],
      },
      {
        Sid: 'DecryptSecrets',
        Effect: 'Allow',
        Action: ['kms:Decrypt'],
        Resource: [KEY, THEIR_KEY],
        Condition: { StringEquals: { 'kms:ViaService': ['secretsmanager.eu-central-1.amazonaws.com'] } },
      },
    ]);
  });

  test('grants no key with an entry under AWS’ own, and nothing at all with no entry', () => {
    const { stack, vault: made } = vault();
    const role = batchRole(stack);
    made.grantRead(role, []);
    expect(grantedToBatch(stack)).toEqual([]);
    made.grantRead(role, [made.adopt('by-arn', 'unused', { secretsManager: MASTER_SECRET, property: 'pw' })]);
    expect(grantedToBatch(stack).map(({ Sid }) => Sid)).toEqual(['ReadSecrets']);
  });

  test('refuses to grant what it does not hold', () => {
    const { stack, vault: made } = vault();
    const theirs = made.adopt('in-cluster', 'unused', { kubernetesSecret: 'theirs', key: 'token' });
    const unknown = { store: AWS_SECRET_STORE, entry: 'staging/litellm/master-key', property: 'password' };
    for (const ref of [theirs, unknown]) {
      expect(() => {
        made.grantRead(batchRole(emptyStack()), [ref]);
      }).toThrow(`${ref.entry} is no entry of AWS Secrets Manager`);
    }
    expect(grantedToBatch(stack)).toEqual([]);
  });
});
