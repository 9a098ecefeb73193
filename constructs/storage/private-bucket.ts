import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import {
  S3BucketLifecycleConfiguration,
  type S3BucketLifecycleConfigurationRule,
} from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration';
import { S3BucketOwnershipControls } from '@cdktf/provider-aws/lib/s3-bucket-ownership-controls';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy';
import { S3BucketPublicAccessBlock } from '@cdktf/provider-aws/lib/s3-bucket-public-access-block';
import { S3BucketServerSideEncryptionConfigurationA } from '@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration';
import { S3BucketVersioningA } from '@cdktf/provider-aws/lib/s3-bucket-versioning';
import type { Construct } from 'constructs';
import { policyDocument, type PolicyStatement } from '../identity/policy-document';
import { holdsData } from '../protection/held-data';

export interface PrivateBucketProps {
  /** Bucket names are one for all of AWS. */
  readonly bucket: string;
  /** Whether it can be destroyed with what is in it. */
  readonly forceDestroy: boolean;
  /** The key that every object is encrypted with. */
  readonly kmsKeyArn: string;
  /** What happens to old objects and old versions. */
  readonly lifecycle: readonly S3BucketLifecycleConfigurationRule[];
  /** What its policy takes away besides the usual, by the bucket's ARN. */
  readonly denials?: (bucketArn: string) => readonly PolicyStatement[];
}

/**
 * Makes a bucket in a construct of the caller's: encrypted with a key of ours, versioned, never public, and only reached
 * by TLS.
 */
export function privateBucket(scope: Construct, props: PrivateBucketProps): S3Bucket {
  const bucket = new S3Bucket(scope, 'bucket', { bucket: props.bucket, forceDestroy: props.forceDestroy });
  holdsData(bucket);

  const publicAccess = new S3BucketPublicAccessBlock(scope, 'public-access', {
    bucket: bucket.bucket,
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
  });
  new S3BucketOwnershipControls(scope, 'ownership', {
    bucket: bucket.bucket,
    rule: { objectOwnership: 'BucketOwnerEnforced' },
  });
  const versioning = new S3BucketVersioningA(scope, 'versioning', {
    bucket: bucket.bucket,
    versioningConfiguration: { status: 'Enabled' },
  });
  new S3BucketServerSideEncryptionConfigurationA(scope, 'encryption', {
    bucket: bucket.bucket,
    rule: [
      {
        applyServerSideEncryptionByDefault: { sseAlgorithm: 'aws:kms', kmsMasterKeyId: props.kmsKeyArn },
        // One call to KMS for many objects, instead of one for each.
        bucketKeyEnabled: true,
      },
    ],
  });
  new S3BucketLifecycleConfiguration(scope, 'lifecycle', {
    bucket: bucket.bucket,
    rule: [...props.lifecycle],
    // S3 refuses rules on old versions while there are none.
    dependsOn: [versioning],
  });
  new S3BucketPolicy(scope, 'policy', {
    bucket: bucket.bucket,
    policy: policyDocument([...usualDenials(bucket.arn, props.kmsKeyArn), ...(props.denials?.(bucket.arn) ?? [])]),
    // S3 serializes changes to a bucket's access, and fails the second of two at once.
    dependsOn: [publicAccess],
  });
  return bucket;
}

/** Nobody gets anything by this policy; it only takes away. */
function usualDenials(bucketArn: string, keyArn: string): PolicyStatement[] {
  const objects = `${bucketArn}/*`;
  return [
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
  ];
}
