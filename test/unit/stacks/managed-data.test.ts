import { Testing } from 'cdktf';
import { environmentStacks } from '../../../stacks';
import { ManagedDataStack } from '../../../stacks/managed-data';
import { policy, resource, synthesized, type TerraformJson } from '../../support/terraform-json';
import { type Changes, environment, type ShippedName } from '../environments/support';

const NETWORK = {
  vpcId: 'vpc-1',
  privateSubnetIds: [],
  publicSubnetIds: [],
  databaseSubnetIds: ['subnet-1', 'subnet-2'],
};

function managedData(name: ShippedName, changes?: Changes): { stack: ManagedDataStack; json: TerraformJson } {
  const { account, ...settings } = environment(name, changes);
  if (!account) throw new Error(`${name} has no account`);
  const stack = new ManagedDataStack(Testing.app(), { ...settings, account }, { network: NETWORK });
  return { stack, json: synthesized(stack) };
}

describe('ManagedDataStack', () => {
  let prod: { stack: ManagedDataStack; json: TerraformJson };
  beforeAll(() => {
    prod = managedData('prod');
  });

  test('has a key for secrets that only Secrets Manager uses', () => {
    expect(prod.stack.secretsKeyArn).toBeDefined();
    const statements = policy(resource(prod.json, 'aws_kms_key', 'secrets-key').policy).Statement;
    const uses = statements.filter(({ Action }) => Action.includes('kms:Decrypt'));
    expect(uses.map(({ Condition }) => Condition)).toEqual([
      { StringEquals: { 'kms:ViaService': ['secretsmanager.eu-central-1.amazonaws.com'] } },
    ]);
  });

  test('writes the passwords that it tells ElastiCache, and no other', () => {
    const names = Object.values(prod.json.resource?.aws_secretsmanager_secret ?? {}).map(({ name }) => name);
    expect(names.sort()).toEqual([
      'prod/litellm/cache-redis',
      'prod/litellm/coordination-redis',
      'prod/openwebui/redis',
    ]);
  });

  test('lets nobody read them: the role that may is made with the cluster', () => {
    expect(prod.json.resource).not.toHaveProperty('aws_iam_role_policy');
  });

  test('has nothing but the key of secrets where every data store is the user’s own', () => {
    expect(Object.keys(managedData('external').json.resource ?? {}).sort()).toEqual(['aws_kms_alias', 'aws_kms_key']);
  });

  test('has a bucket without a key of secrets where those are kept in the cluster', () => {
    const { stack, json } = managedData('external', { storage: { kind: 'managed' }, secrets: { kind: 'in-cluster' } });
    expect(stack.secretsKeyArn).toBeUndefined();
    expect(stack.bucket).toBeDefined();
    expect(Object.keys(json.resource?.aws_kms_key ?? {})).toEqual([expect.stringMatching(/^storage_key_/)]);
  });

  test.each([
    ['managed', { kind: 'managed' }],
    ['external', { kind: 'external', url: 'rediss://:${SESSIONS}@sessions.example.com:6379/0' }],
  ])('has the entry of a Redis in the cluster stay what it is when the server becomes %s', (_, openwebui) => {
    const entry = (changes?: Changes) =>
      environmentStacks(Testing.app(), environment('staging', changes)).flatMap((stack) =>
        Object.entries(synthesized(stack).resource?.aws_secretsmanager_secret ?? {})
          .filter(([, { name }]) => name === 'staging/openwebui/redis')
          .map(([address]) => `${stack.node.id}/${address}`),
      );
    expect(entry()).toEqual([expect.stringMatching(/^staging-managed-data\/secrets_openwebui-redis_secret_/)]);
    expect(entry({ 'redis.openwebui': openwebui })).toEqual(entry());
  });
});
