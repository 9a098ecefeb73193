import { Construct } from 'constructs';
import type { AccountSettings } from '../account/settings';
import { EncryptionKey } from '../encryption/encryption-key';
import type { Grantee } from '../identity/grantee';
import type { Names } from '../names/names';
import { readStatements, readWriteStatements } from './access';
import type { GrantingBucket } from './bucket-grants';
import { privateBucket } from './private-bucket';
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

/**
 * The environment's bucket: encrypted with a key of its own, versioned, never public, and only reached by TLS.
 * @example
 * ```ts
 * const files = new ManagedBucket(this, 'files', {
 *   ...common,
 *   settings: managedStorageSettings({ kind: 'managed', logRetentionDays: 30 }),
 * });
 * files.grantReadWrite(role, 'files/reports/');
 * const connection: BucketConnection = files;
 * ```
 */
export class ManagedBucket extends Construct implements GrantingBucket {
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
    const bucket = privateBucket(this, {
      // Bucket names are one for all of AWS: account and region make it ours.
      bucket: names.of(`inferencehub-${account.id}-${account.region}`),
      forceDestroy: !protection,
      kmsKeyArn: key.arn,
      lifecycle: [
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
    });
    this.bucket = bucket.bucket;
    this.bucketArn = bucket.arn;
    this.region = account.region;
    this.kmsKeyArn = key.arn;
  }

  grantRead(grantee: Grantee, prefix: string): void {
    grantee.addToPolicy(...readStatements(this, prefix));
  }

  grantReadWrite(grantee: Grantee, prefix: string): void {
    grantee.addToPolicy(...readWriteStatements(this, prefix));
  }
}
