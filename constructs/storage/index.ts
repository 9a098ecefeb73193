import type { Construct } from 'constructs';
import type { AccountSettings } from '../account/settings';
import type { BucketConnection, StorageConnection } from './connection';
import { ExistingBucket } from './existing-bucket';
import type { StorageSettings } from './settings';

export type { GrantingBucket } from './bucket-grants';
export type { BucketConnection, StorageConnection, VolumeConnection } from './connection';
export { describeStorage } from './describe';
export { ExistingBucket, type ExistingBucketProps } from './existing-bucket';
export { ManagedBucket, type ManagedBucketProps } from './managed-bucket';

/** What earlier constructs made that storage needs, whichever it is. */
export interface StorageWiring {
  /** Absent where the environment is not on AWS: then there is no bucket. */
  readonly account?: AccountSettings;
  /** The environment's own bucket, where it chose one. */
  readonly bucket?: BucketConnection;
}

/** The variant that `settings.kind` names. */
export function storage(
  scope: Construct,
  id: string,
  settings: StorageSettings,
  { account, bucket }: StorageWiring,
): StorageConnection {
  switch (settings.kind) {
    case 'managed':
      if (!bucket) throw new Error('storage of its own takes the bucket');
      return bucket;
    case 'existing':
      if (!account) throw new Error('a bucket takes an AWS account');
      return new ExistingBucket(scope, id, { settings, account });
    case 'volume':
      return { kind: 'volume', storageGib: settings.storageGib, storageClass: settings.storageClass };
  }
}
