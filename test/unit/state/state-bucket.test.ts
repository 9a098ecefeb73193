import { Testing } from 'cdktf';
import { stateKeyAlias } from '../../../constructs/state/state-bucket';
import { type StateBucketSettings, StateBucketStack } from '../../../stacks/state-bucket';
import { policy, resource, resources, synthesized, type TerraformJson } from '../../support/terraform-json';

const SETTINGS: StateBucketSettings = { bucket: 'team.states', region: 'eu-west-1', accountId: '123456789012' };
const ROLE = 'arn:aws:iam::123456789012:role/admin';

describe('StateBucketStack', () => {
  let json: TerraformJson;
  beforeAll(() => {
    json = synthesized(new StateBucketStack(Testing.app(), { settings: SETTINGS, assumeRoleArn: ROLE }));
  });

  test('works in the account of the bucket and in no other, as the role that was named', () => {
    expect(json.provider?.aws).toEqual([
      expect.objectContaining({
        region: 'eu-west-1',
        allowed_account_ids: ['123456789012'],
        assume_role: [{ role_arn: ROLE }],
      }),
    ]);
  });

  test('is versioned, never public, and encrypted with a key of its own, which renews itself', () => {
    expect(resource(json, 'aws_s3_bucket_versioning').versioning_configuration).toEqual({ status: 'Enabled' });
    expect(resource(json, 'aws_s3_bucket_public_access_block')).toMatchObject({
      block_public_policy: true,
      restrict_public_buckets: true,
    });
    expect(resource(json, 'aws_kms_key')).toMatchObject({ enable_key_rotation: true, deletion_window_in_days: 30 });
    expect(resource(json, 'aws_kms_alias').name).toBe(stateKeyAlias('team.states'));
    expect(stateKeyAlias('team.states')).toBe('alias/team-states-state');
  });

  test('refuses to destroy the bucket, and the key without which nobody could read it', () => {
    const lifecycle = { prevent_destroy: true };
    expect(resource(json, 'aws_s3_bucket')).toMatchObject({ bucket: 'team.states', force_destroy: false, lifecycle });
    expect(resource(json, 'aws_kms_key')).toMatchObject({ lifecycle });
  });

  test('gives nothing by its policy: it keeps out plain HTTP, other accounts and other keys, and keeps old states', () => {
    const { Statement } = policy(resource(json, 'aws_s3_bucket_policy').policy);
    expect(Statement.map(({ Effect }) => Effect)).not.toContain('Allow');
    const denied = Object.fromEntries(Statement.map(({ Sid, Action, Condition }) => [Sid, { Action, Condition }]));
    expect(denied).toMatchObject({
      DenyWithoutTls: { Action: ['s3:*'], Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
      DenyOtherAccounts: {
        Condition: {
          StringNotEquals: { 'aws:PrincipalAccount': '123456789012' },
          Bool: { 'aws:PrincipalIsAWSService': 'false' },
        },
      },
      DenyDeletionOfHistory: { Action: ['s3:DeleteObjectVersion'] },
    });
    expect(Object.keys(denied)).toEqual(expect.arrayContaining(['DenyOtherKeys', 'DenyOtherEncryption']));
  });

  test('deletes states that were overwritten only when they are a year old and not among the newest', () => {
    const [rule] = resource(json, 'aws_s3_bucket_lifecycle_configuration').rule as readonly object[];
    expect(rule).toMatchObject({
      noncurrent_version_expiration: [{ noncurrent_days: 365, newer_noncurrent_versions: 50 }],
    });
    expect(rule).not.toHaveProperty('expiration');
  });

  test('takes a key that is there already, and makes none', () => {
    const kmsKeyArn = 'arn:aws:kms:eu-west-1:123456789012:key/1';
    const stack = new StateBucketStack(Testing.app(), { settings: { ...SETTINGS, kmsKeyArn } });
    const other = synthesized(stack);
    expect(resources(other, 'aws_kms_key')).toEqual([]);
    expect(JSON.stringify(resource(other, 'aws_s3_bucket_server_side_encryption_configuration'))).toContain(kmsKeyArn);
    expect(other.output?.['kms-key-arn']).toMatchObject({ value: kmsKeyArn });
  });
});
