/** A bucket, and the prefixes that each application may write. */
export interface BucketConnection {
  readonly kind: 'bucket';
  /** The variant's name, for reports; nothing else may read it. */
  readonly variant: string;
  readonly bucket: string;
  readonly bucketArn: string;
  readonly region: string;
  /** ARN of the key that objects are encrypted with; absent for S3's own keys. */
  readonly kmsKeyArn?: string;
}

/** A volume in the cluster. */
export interface VolumeConnection {
  readonly kind: 'volume';
  readonly storageGib: number;
  readonly storageClass?: string;
}

/** Where logs and files are kept. */
export type StorageConnection = BucketConnection | VolumeConnection;
