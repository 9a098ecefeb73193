import { Construct } from 'constructs';
import type { AccountSettings } from '../account/settings';
import { EncryptionKey } from '../encryption/encryption-key';
import type { PolicyStatement } from '../identity/policy-document';
import { Names } from '../names/names';
import { privateBucket } from '../storage/private-bucket';

export interface StateBucketProps {
  readonly bucket: string;
  /** The account that it is in, and its region. */
  readonly account: AccountSettings;
  /** A key that exists already; one of the bucket's own is made where it is left out. */
  readonly kmsKeyArn?: string;
}

/** Days for which an old state can be brought back. */
const NONCURRENT_DAYS = 365;

/** However old they are, so many states before the present one are kept. */
const NEWEST_KEPT = 50;

/** Days after which an upload that nobody finished is thrown away. */
const UNFINISHED_UPLOAD_DAYS = 7;

/** What the key is for, the end of its alias. */
const KEY = 'state';

/**
 * The bucket that Terraform keeps states in, with the key that encrypts them. Whoever loses it loses what AWS has of
 * ours. Its own state is kept elsewhere.
 * @example
 * ```ts
 * const states = new StateBucket(this, 'states', { account, bucket: 'states-of-the-team' });
 * new TerraformOutput(this, 'kms-key-arn', { value: states.kmsKeyArn });
 * ```
 */
export class StateBucket extends Construct {
  readonly bucket: string;
  readonly kmsKeyArn: string;

  constructor(scope: Construct, id: string, props: StateBucketProps) {
    super(scope, id);
    const { account } = props;
    this.kmsKeyArn =
      props.kmsKeyArn ??
      new EncryptionKey(this, 'key', {
        names: keyNames(props.bucket),
        thing: KEY,
        description: `Terraform's states in ${props.bucket}`,
        account,
        protection: true,
        services: ['s3'],
      }).arn;
    this.bucket = privateBucket(this, {
      bucket: props.bucket,
      forceDestroy: false,
      kmsKeyArn: this.kmsKeyArn,
      lifecycle: [
        {
          id: 'tidy',
          status: 'Enabled',
          filter: [{ prefix: '' }],
          noncurrentVersionExpiration: [{ noncurrentDays: NONCURRENT_DAYS, newerNoncurrentVersions: NEWEST_KEPT }],
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: UNFINISHED_UPLOAD_DAYS }],
        },
      ],
      denials: (arn) => [ownAccountOnly(arn, account.id), keepHistory(arn)],
    }).bucket;
  }
}

/** The alias of the key that is made for a bucket, by which a role can be given the right to use it. */
export function stateKeyAlias(bucket: string): string {
  return `alias/${keyNames(bucket).of(KEY)}`;
}

/** A bucket's name may have dots in it, an alias may not. */
function keyNames(bucket: string): Names {
  return new Names(bucket.replaceAll('.', '-'));
}

/** A policy of another account cannot open it; whoever works there takes a role in this one. */
function ownAccountOnly(bucketArn: string, accountId: string): PolicyStatement {
  return {
    sid: 'DenyOtherAccounts',
    effect: 'Deny',
    // Everybody and every action, because it denies.
    principals: '*',
    actions: ['s3:*'],
    resources: [bucketArn, `${bucketArn}/*`],
    conditions: {
      StringNotEquals: { 'aws:PrincipalAccount': accountId },
      Bool: { 'aws:PrincipalIsAWSService': 'false' },
    },
  };
}

/** A state that was overwritten or deleted can be brought back, whoever did it; old ones go by the lifecycle alone. */
function keepHistory(bucketArn: string): PolicyStatement {
  return {
    sid: 'DenyDeletionOfHistory',
    effect: 'Deny',
    principals: '*',
    actions: ['s3:DeleteObjectVersion'],
    resources: [`${bucketArn}/*`],
  };
}
