import type { Construct } from 'constructs';
import type { AccountSettings } from '../account/settings';
import type { Names } from '../names/names';
import type { StorageConnection } from './connection';
import { ExistingBucket } from './existing-bucket';
import { ManagedBucket } from './managed-bucket';
import type { StorageSettings } from './settings';

export { BUCKET_PREFIX, bucketStatements, type BucketUser } from './access';
export type { GrantingBucket } from './bucket-grants';
export type { BucketConnection, StorageConnection, VolumeConnection } from './connection';
export { describeStorage } from './describe';
export { ExistingBucket, type ExistingBucketProps } from './existing-bucket';
export { ManagedBucket, type ManagedBucketProps } from './managed-bucket';

/** What earlier constructs made that storage needs, whichever it is. */
export interface StorageWiring {
  readonly names: Names;
  /** Absent where the environment is not on AWS: then there is no bucket. */
  readonly account?: AccountSettings;
  readonly protection: boolean;
}

/** Makes the variant that `settings.kind` names. */
export function storage(
  scope: Construct,
  id: string,
  settings: StorageSettings,
  wiring: StorageWiring,
): StorageConnection {
  switch (settings.kind) {
    case 'managed':
      return new ManagedBucket(scope, id, { settings, ...wiring, account: accountOf(wiring) });
    case 'existing':
      return new ExistingBucket(scope, id, { settings, account: accountOf(wiring) });
    case 'volume':
      return { kind: 'volume', storageGib: settings.storageGib, storageClass: settings.storageClass };
  }
}

function accountOf({ account }: StorageWiring): AccountSettings {
  if (!account) throw new Error('a bucket takes an AWS account');
  return account;
}
