import { Construct } from 'constructs';
import { partitionOf } from '../account/partition';
import type { AccountSettings } from '../account/settings';
import type { Grantee } from '../identity/grantee';
import { readStatements, readWriteStatements } from './access';
import type { GrantingBucket } from './bucket-grants';
import type { ExistingStorageSettings } from './settings';

export interface ExistingBucketProps {
  readonly settings: ExistingStorageSettings;
  readonly account: AccountSettings;
}

/**
 * A bucket that is there already, in the account's region. Nothing about it is changed; a policy of its own can still
 * refuse what a role is granted here.
 * @example
 * ```ts
 * const files = new ExistingBucket(this, 'files', {
 *   account,
 *   settings: existingStorageSettings({ kind: 'existing', bucket: 'files-of-the-team' }),
 * });
 * files.grantReadWrite(role, 'reports/');
 * ```
 */
export class ExistingBucket extends Construct implements GrantingBucket {
  readonly kind = 'bucket';
  readonly variant = 'existing (S3)';
  readonly bucket: string;
  readonly bucketArn: string;
  readonly region: string;
  readonly kmsKeyArn?: string;

  constructor(scope: Construct, id: string, { settings, account }: ExistingBucketProps) {
    super(scope, id);
    this.bucket = settings.bucket;
    this.bucketArn = `arn:${partitionOf(account.region)}:s3:::${settings.bucket}`;
    this.region = account.region;
    this.kmsKeyArn = settings.kmsKeyArn;
  }

  grantRead(grantee: Grantee, prefix: string): void {
    grantee.addToPolicy(...readStatements(this, prefix));
  }

  grantReadWrite(grantee: Grantee, prefix: string): void {
    grantee.addToPolicy(...readWriteStatements(this, prefix));
  }
}
