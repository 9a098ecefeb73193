import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3BucketLifecycleConfiguration } from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration';
import { S3BucketOwnershipControls } from '@cdktf/provider-aws/lib/s3-bucket-ownership-controls';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy';
import { S3BucketPublicAccessBlock } from '@cdktf/provider-aws/lib/s3-bucket-public-access-block';
import { S3BucketServerSideEncryptionConfigurationA } from '@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration';
import { S3BucketVersioningA } from '@cdktf/provider-aws/lib/s3-bucket-versioning';
import { Construct } from 'constructs';
import type { AccountSettings } from '../account/settings';
import { EncryptionKey } from '../encryption/encryption-key';
import { policyDocument } from '../identity/policy-document';
import type { Names } from '../names';
import { holdsData } from '../protection/held-data';
import type { BucketConnection } from './connection';
import type { ManagedStorageSettings } from './settings';

export interface ManagedBucketProps {
  readonly settings: ManagedStorageSettings;
  readonly names: Names;
  readonly account: AccountSettings;
  /** Whether a destroy stops at a bucket that still holds something. */
  readonly protection: boolean;
}

/** Days for which an overwritten or deleted object can be brought back. */
const NONCURRENT_DAYS = 30;

/** Days after which an upload that nobody finished is thrown away. */
const UNFINISHED_UPLOAD_DAYS = 7;

/** The environment's bucket: encrypted with a key of its own, versioned, never public, and only reached by TLS. */
export class ManagedBucket extends Construct implements BucketConnection {
  readonly kind = 'bucket';
  readonly variant = 'managed (S3)';
  readonly bucket: string;
  readonly bucketArn: string;
  readonly region: string;
  readonly kmsKeyArn: string;

  constructor(scope: Construct, id: string, props: ManagedBucketProps) {
    super(scope, id);
    const { names, account, protection } = props;
    const key = new EncryptionKey(this, 'key', {
      names,
      thing: 'storage',
      description: 'Objects in the environment’s bucket',
      account,
      protection,
      services: ['s3'],
    });
    const bucket = new S3Bucket(this, 'bucket', {
      // Bucket names are one for all of AWS: account and region make it ours.
      bucket: names.of(`inferencehub-${account.id}-${account.region}`),
      forceDestroy: !protection,
    });
    holdsData(bucket);
    this.bucket = bucket.bucket;
    this.bucketArn = bucket.arn;
    this.region = account.region;
    this.kmsKeyArn = key.arn;

    const publicAccess = new S3BucketPublicAccessBlock(this, 'public-access', {
      bucket: bucket.bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    new S3BucketOwnershipControls(this, 'ownership', {
      bucket: bucket.bucket,
      rule: { objectOwnership: 'BucketOwnerEnforced' },
    });
    const versioning = new S3BucketVersioningA(this, 'versioning', {
      bucket: bucket.bucket,
      versioningConfiguration: { status: 'Enabled' },
    });
    new S3BucketServerSideEncryptionConfigurationA(this, 'encryption', {
      bucket: bucket.bucket,
      rule: [
        {
          applyServerSideEncryptionByDefault: { sseAlgorithm: 'aws:kms', kmsMasterKeyId: key.arn },
          // One call to KMS for many objects, instead of one for each.
          bucketKeyEnabled: true,
        },
      ],
    });
    new S3BucketLifecycleConfiguration(this, 'lifecycle', {
      bucket: bucket.bucket,
      rule: [
        {
          id: 'expire-logs',
          status: 'Enabled',
          filter: [{ prefix: 'logs/' }],
          expiration: [{ days: props.settings.logRetentionDays }],
        },
        {
          id: 'tidy',
          status: 'Enabled',
          filter: [{ prefix: '' }],
          noncurrentVersionExpiration: [{ noncurrentDays: NONCURRENT_DAYS }],
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: UNFINISHED_UPLOAD_DAYS }],
        },
      ],
      // S3 refuses rules on old versions while there are none.
      dependsOn: [versioning],
    });
    new S3BucketPolicy(this, 'policy', {
      bucket: bucket.bucket,
      policy: bucketPolicy(bucket.arn, key.arn),
      // S3 serializes changes to a bucket's access, and fails the second of two at once.
      dependsOn: [publicAccess],
    });
  }
}

/** Nobody gets anything by this policy; it only takes away. */
function bucketPolicy(bucketArn: string, keyArn: string): string {
  const objects = `${bucketArn}/*`;
  return policyDocument([
    {
      sid: 'DenyWithoutTls',
      effect: 'Deny',
      // Everybody and every action, because it denies.
      principals: '*',
      actions: ['s3:*'],
      resources: [bucketArn, objects],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    },
    {
      sid: 'DenyOtherEncryption',
      effect: 'Deny',
      principals: '*',
      actions: ['s3:PutObject'],
      resources: [objects],
      // An upload that does not say is encrypted as the bucket's default says: with the key.
      conditions: {
        Null: { 's3:x-amz-server-side-encryption': 'false' },
        StringNotEquals: { 's3:x-amz-server-side-encryption': 'aws:kms' },
      },
    },
    {
      sid: 'DenyOtherKeys',
      effect: 'Deny',
      principals: '*',
      actions: ['s3:PutObject'],
      resources: [objects],
      conditions: {
        Null: { 's3:x-amz-server-side-encryption-aws-kms-key-id': 'false' },
        ArnNotEquals: { 's3:x-amz-server-side-encryption-aws-kms-key-id': keyArn },
      },
    },
  ]);
}
