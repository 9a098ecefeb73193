import { z } from 'zod';
import { settings, type TypedSettings } from '../telling/settings';

/** A bucket of the environment's own, for request logs and uploaded files. */
export const ManagedStorageSettings = z.strictObject({
  kind: z.literal('managed'),
  /** Days after which request logs are deleted. @defaultValue 365 */
  logRetentionDays: z.int().min(1).default(365),
});
export type ManagedStorageSettings = z.output<typeof ManagedStorageSettings>;
/** `ManagedStorageSettings`, typed where they are written. @throws UserError with every mistake in them */
export const managedStorageSettings: TypedSettings<typeof ManagedStorageSettings> = settings(
  'managedStorageSettings',
  ManagedStorageSettings,
);

/** A bucket that exists already, in the environment's account and region. */
export const ExistingStorageSettings = z.strictObject({
  kind: z.literal('existing'),
  bucket: z.string().min(3).max(63),
  /** ARN of the KMS key that it is encrypted with; absent for S3's own keys. */
  kmsKeyArn: z
    .string()
    .regex(/^arn:aws[a-z-]*:kms:/, 'it takes the ARN of a KMS key')
    .optional(),
});
export type ExistingStorageSettings = z.output<typeof ExistingStorageSettings>;
/** `ExistingStorageSettings`, typed where they are written. @throws UserError with every mistake in them */
export const existingStorageSettings: TypedSettings<typeof ExistingStorageSettings> = settings(
  'existingStorageSettings',
  ExistingStorageSettings,
);

/** No object storage: Open WebUI keeps files on a volume, which one replica can use, and LiteLLM ships no request logs. */
export const VolumeStorageSettings = z.strictObject({
  kind: z.literal('volume'),
  /** Size in GiB; it grows where the StorageClass allows it, and never shrinks. @defaultValue 10 */
  storageGib: z.int().min(1).max(65_536).default(10),
  /** A StorageClass; the cluster's default where it is left out. */
  storageClass: z.string().min(1).optional(),
});
export type VolumeStorageSettings = z.output<typeof VolumeStorageSettings>;
/** `VolumeStorageSettings`, typed where they are written. @throws UserError with every mistake in them */
export const volumeStorageSettings: TypedSettings<typeof VolumeStorageSettings> = settings(
  'volumeStorageSettings',
  VolumeStorageSettings,
);

/** Where logs and files are kept. */
export const StorageSettings = z.discriminatedUnion('kind', [
  ManagedStorageSettings,
  ExistingStorageSettings,
  VolumeStorageSettings,
]);
export type StorageSettings = z.output<typeof StorageSettings>;
/** `StorageSettings`, typed where they are written. @throws UserError with every mistake in them */
export const storageSettings: TypedSettings<typeof StorageSettings> = settings('storageSettings', StorageSettings);
