import type { PolicyStatement } from '../identity/policy-document';
import type { BucketConnection } from './connection';

/** Under which prefix of the bucket an application writes; each has its own, and reads no other. */
export const BUCKET_PREFIX = {
  /** LiteLLM's request logs, which expire. */
  litellm: 'logs/litellm/',
  /** Files that users upload to Open WebUI. */
  openwebui: 'files/openwebui/',
} as const;

/** Applications that keep something in the bucket. */
export type BucketUser = keyof typeof BUCKET_PREFIX;

/** What the role of an application's pods may do in the bucket: everything to the objects under its own prefix. */
export function bucketStatements(connection: BucketConnection, user: BucketUser): PolicyStatement[] {
  const prefix = BUCKET_PREFIX[user];
  const { bucketArn, kmsKeyArn, region } = connection;
  const statements: PolicyStatement[] = [
    {
      sid: 'ListOwnPrefix',
      actions: ['s3:ListBucket'],
      resources: [bucketArn],
      conditions: { StringLike: { 's3:prefix': [`${prefix}*`] } },
    },
    {
      sid: 'UseOwnObjects',
      actions: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:AbortMultipartUpload'],
      // Every object under the prefix.
      resources: [`${bucketArn}/${prefix}*`],
    },
  ];
  if (kmsKeyArn) {
    statements.push({
      sid: 'EncryptThroughS3',
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      resources: [kmsKeyArn],
      conditions: { StringEquals: { 'kms:ViaService': [`s3.${region}.amazonaws.com`] } },
    });
  }
  return statements;
}
