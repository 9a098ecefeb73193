import { keyUseStatement } from '../encryption/key-use';
import type { PolicyStatement } from '../identity/policy-document';
import type { BucketConnection } from './connection';

/** Everything to the objects under a prefix, and nothing to others. */
export function readWriteStatements(connection: BucketConnection, prefix: string): PolicyStatement[] {
  const { kmsKeyArn, region } = connection;
  return [
    listing('ListOwnPrefix', connection, prefix),
    {
      sid: 'UseOwnObjects',
      actions: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:AbortMultipartUpload'],
      resources: objects(connection, prefix),
    },
    ...(kmsKeyArn
      ? [
          keyUseStatement({
            sid: 'EncryptThroughS3',
            use: 'encrypt-decrypt',
            keyArns: [kmsKeyArn],
            services: ['s3'],
            region,
          }),
        ]
      : []),
  ];
}

/** To list and read the objects under a prefix as they are now, and not as they were. */
export function readStatements(connection: BucketConnection, prefix: string): PolicyStatement[] {
  const { kmsKeyArn, region } = connection;
  return [
    listing('ListPrefix', connection, prefix),
    { sid: 'ReadObjects', actions: ['s3:GetObject'], resources: objects(connection, prefix) },
    ...(kmsKeyArn
      ? [keyUseStatement({ sid: 'DecryptThroughS3', use: 'decrypt', keyArns: [kmsKeyArn], services: ['s3'], region })]
      : []),
  ];
}

function listing(sid: string, { bucketArn }: BucketConnection, prefix: string): PolicyStatement {
  return {
    sid,
    actions: ['s3:ListBucket'],
    resources: [bucketArn],
    conditions: { StringLike: { 's3:prefix': [`${prefix}*`] } },
  };
}

/** Every object under the prefix. */
function objects({ bucketArn }: BucketConnection, prefix: string): string[] {
  // Without the slash it would be `files-of-others/` too, and IAM has a meaning of its own for the rest.
  if (!/^[^*?$]+\/$/.test(prefix)) {
    throw new Error(`the prefix "${prefix}" has to end with / and be without *, ? and $: "files/reports/"`);
  }
  return [`${bucketArn}/${prefix}*`];
}
