import { Names } from '../../../constructs/names/names';
import { ExistingBucket, ManagedBucket } from '../../../constructs/storage';
import { ExistingStorageSettings, ManagedStorageSettings } from '../../../constructs/storage/settings';
import { batchRole, grantedToBatch } from '../../support/granting';
import { emptyStack } from '../../support/terraform-json';

const account = { id: '111111111111', region: 'eu-central-1' };
const THROUGH_S3 = { StringEquals: { 'kms:ViaService': ['s3.eu-central-1.amazonaws.com'] } };

function managed() {
  const stack = emptyStack();
  const settings = ManagedStorageSettings.parse({ kind: 'managed' });
  const bucket = new ManagedBucket(stack, 'files', { settings, names: new Names('prod'), account, protection: true });
  return { stack, bucket };
}

describe('ManagedBucket', () => {
  const bucketArn = expect.stringMatching(/^\$\{aws_s3_bucket\.[\w-]+\.arn\}$/) as string;
  const keyArn = expect.stringMatching(/^\$\{aws_kms_key\.[\w-]+\.arn\}$/) as string;
  const objects = expect.stringMatching(/\.arn\}\/reports\/\*$/) as string;

  test('lets a role read under a prefix: it lists and reads there, and decrypts through S3', () => {
    const { stack, bucket } = managed();
    bucket.grantRead(batchRole(stack), 'reports/');
    expect(grantedToBatch(stack)).toEqual([
      {
        Sid: 'ListPrefix',
        Effect: 'Allow',
        Action: ['s3:ListBucket'],
        Resource: [bucketArn],
        Condition: { StringLike: { 's3:prefix': ['reports/*'] } },
      },
      { Sid: 'ReadObjects', Effect: 'Allow', Action: ['s3:GetObject'], Resource: [objects] },
      {
        Sid: 'DecryptThroughS3',
        Effect: 'Allow',
        Action: ['kms:Decrypt'],
        Resource: [keyArn],
        Condition: THROUGH_S3,
      },
    ]);
  });

  test('lets a role write under a prefix, and touch no version of before', () => {
    const { stack, bucket } = managed();
    bucket.grantReadWrite(batchRole(stack), 'reports/');
    const [, use, encrypt, ...others] = grantedToBatch(stack);
    expect(use).toMatchObject({
      Action: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:AbortMultipartUpload'],
      Resource: [objects],
    });
    expect(encrypt).toMatchObject({ Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Condition: THROUGH_S3 });
    expect(others).toEqual([]);
  });

  test('lets a role read under two prefixes with its key named once', () => {
    const { stack, bucket } = managed();
    const role = batchRole(stack);
    bucket.grantRead(role, 'reports/');
    bucket.grantRead(role, 'logs/');
    expect(grantedToBatch(stack).map(({ Sid }) => Sid)).toEqual([
      'ListPrefix',
      'ReadObjects',
      'DecryptThroughS3',
      'ListPrefix2',
      'ReadObjects2',
    ]);
  });

  test.each(['', '/*/', 'reports', 'rep?rts/', '${aws:username}/'])(
    'refuses "%s", which is more than a prefix',
    (prefix) => {
      const { stack, bucket } = managed();
      expect(() => {
        bucket.grantRead(batchRole(stack), prefix);
      }).toThrow('has to end with /');
    },
  );
});

describe('ExistingBucket', () => {
  test('lets a role use its own key alone, where it has one', () => {
    const kmsKeyArn = 'arn:aws:kms:eu-central-1:111111111111:key/theirs';
    const granted = [undefined, kmsKeyArn].map((key) => {
      const stack = emptyStack();
      const settings = ExistingStorageSettings.parse({ kind: 'existing', bucket: 'theirs', kmsKeyArn: key });
      new ExistingBucket(stack, 'files', { settings, account }).grantRead(batchRole(stack), 'reports/');
      return grantedToBatch(stack).map(({ Resource }) => Resource);
    });
    const withoutKey = [['arn:aws:s3:::theirs'], ['arn:aws:s3:::theirs/reports/*']];
    expect(granted).toEqual([withoutKey, [...withoutKey, [kmsKeyArn]]]);
  });
});
