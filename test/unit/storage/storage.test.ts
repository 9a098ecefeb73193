import { Names } from '../../../constructs/names/names';
import { describeStorage, ManagedBucket, storage, type StorageConnection } from '../../../constructs/storage';
import { readWriteStatements } from '../../../constructs/storage/access';
import { ManagedStorageSettings, StorageSettings } from '../../../constructs/storage/settings';
import { emptyStack, policy, resource, synthesized, type TerraformJson } from '../../support/terraform-json';

const account = { id: '111111111111', region: 'eu-central-1' };

function managedBucket(input: object, { protection = true } = {}): TerraformJson {
  const stack = emptyStack('prod-managed-data');
  const settings = ManagedStorageSettings.parse({ kind: 'managed', ...input });
  new ManagedBucket(stack, 'storage', { settings, names: new Names('prod'), account, protection });
  return synthesized(stack);
}

function made(input: object, { aws = true } = {}): { json: TerraformJson; connection: StorageConnection } {
  const stack = emptyStack('prod-cluster-data');
  const connection = storage(stack, 'storage', StorageSettings.parse(input), { account: aws ? account : undefined });
  return { json: synthesized(stack), connection };
}

describe('ManagedBucket', () => {
  let json: TerraformJson;
  beforeAll(() => {
    json = managedBucket({ logRetentionDays: 90 });
  });

  test('has a name that no other account has', () => {
    expect(resource(json, 'aws_s3_bucket').bucket).toBe('prod-inferencehub-111111111111-eu-central-1');
  });

  test('can be destroyed with what is in it only where nothing is protected', () => {
    expect(resource(json, 'aws_s3_bucket').force_destroy).toBe(false);
    expect(resource(managedBucket({}, { protection: false }), 'aws_s3_bucket').force_destroy).toBe(true);
  });

  test('is never public, and has no access lists', () => {
    expect(resource(json, 'aws_s3_bucket_public_access_block')).toMatchObject({
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
    expect(resource(json, 'aws_s3_bucket_ownership_controls').rule).toEqual({
      object_ownership: 'BucketOwnerEnforced',
    });
  });

  test('is encrypted with a key of its own, and keeps versions', () => {
    expect(resource(json, 'aws_s3_bucket_server_side_encryption_configuration').rule).toEqual([
      {
        apply_server_side_encryption_by_default: {
          sse_algorithm: 'aws:kms',
          kms_master_key_id: expect.stringContaining('aws_kms_key.storage_key') as string,
        },
        bucket_key_enabled: true,
      },
    ]);
    expect(resource(json, 'aws_s3_bucket_versioning').versioning_configuration).toEqual({ status: 'Enabled' });
  });

  test('deletes logs after the days asked for, and nothing else that is current', () => {
    const rules = resource(json, 'aws_s3_bucket_lifecycle_configuration').rule as readonly Record<string, unknown>[];
    expect(rules.filter(({ expiration }) => expiration)).toEqual([
      expect.objectContaining({ filter: [{ prefix: 'logs/' }], expiration: [{ days: 90 }] }),
    ]);
  });

  test('refuses whatever is not TLS, and uploads that choose another encryption or key', () => {
    const { Statement } = policy(resource(json, 'aws_s3_bucket_policy').policy);
    expect(Statement.map(({ Sid, Effect }) => [Sid, Effect])).toEqual([
      ['DenyWithoutTls', 'Deny'],
      ['DenyOtherEncryption', 'Deny'],
      ['DenyOtherKeys', 'Deny'],
    ]);
    expect(Statement[0]?.Condition).toEqual({ Bool: { 'aws:SecureTransport': 'false' } });
    // An upload that does not say is encrypted by the bucket's default, and must not be refused.
    expect(Statement[1]?.Condition?.Null).toEqual({ 's3:x-amz-server-side-encryption': 'false' });
    expect(Statement[2]?.Condition?.Null).toEqual({ 's3:x-amz-server-side-encryption-aws-kms-key-id': 'false' });
  });
});

describe('storage', () => {
  test('takes a bucket that exists, and makes nothing', () => {
    const kmsKeyArn = 'arn:aws-cn:kms:cn-north-1:111111111111:key/1';
    const { json, connection } = made({ kind: 'existing', bucket: 'theirs', kmsKeyArn });
    expect(connection).toMatchObject({ kind: 'bucket', bucket: 'theirs', bucketArn: 'arn:aws:s3:::theirs', kmsKeyArn });
    expect(json.resource).toBeUndefined();
    expect(describeStorage('files', connection)).toMatchObject({ variant: 'existing (S3)', endpoint: 's3://theirs' });
  });

  test('takes a volume where there is no AWS', () => {
    const { connection } = made({ kind: 'volume', storageGib: 5 }, { aws: false });
    expect(connection).toEqual({ kind: 'volume', storageGib: 5 });
    expect(describeStorage('files', connection)).toMatchObject({ endpoint: "5 GiB, the cluster's default class" });
    expect(() => made({ kind: 'existing', bucket: 'theirs' }, { aws: false })).toThrow('a bucket takes an AWS account');
  });

  test('is the bucket of the environment where it has one, and never another', () => {
    const stack = emptyStack('prod-cluster-data');
    const bucket = new ManagedBucket(stack, 'bucket', {
      settings: ManagedStorageSettings.parse({ kind: 'managed' }),
      names: new Names('prod'),
      account,
      protection: true,
    });
    expect(storage(stack, 'storage', StorageSettings.parse({ kind: 'managed' }), { account, bucket })).toBe(bucket);
    expect(() => made({ kind: 'managed' })).toThrow('storage of its own takes the bucket');
  });
});

describe('readWriteStatements', () => {
  const bucket = {
    kind: 'bucket',
    variant: 'x',
    bucket: 'b',
    bucketArn: 'arn:aws:s3:::b',
    region: 'eu-central-1',
  } as const;

  test('lets an application use the objects under its own prefix and no others', () => {
    const [list, use, ...others] = readWriteStatements(bucket, 'logs/litellm/');
    expect(list?.conditions).toEqual({ StringLike: { 's3:prefix': ['logs/litellm/*'] } });
    expect(use?.resources).toEqual(['arn:aws:s3:::b/logs/litellm/*']);
    expect(others).toEqual([]);
  });

  test('lets it use the bucket’s key, through S3 alone', () => {
    const kmsKeyArn = 'arn:aws:kms:eu-central-1:111111111111:key/1';
    expect(readWriteStatements({ ...bucket, kmsKeyArn }, 'logs/litellm/').at(-1)).toMatchObject({
      resources: [kmsKeyArn],
      conditions: { StringEquals: { 'kms:ViaService': ['s3.eu-central-1.amazonaws.com'] } },
    });
  });
});
