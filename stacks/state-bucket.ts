import { Aspects, TerraformOutput, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { KeepHeldData } from '../constructs/protection/held-data';
import { awsProvider } from '../constructs/providers/aws';
import { stateBackend } from '../constructs/state/backend';
import type { S3StateSettings, StateSettings } from '../constructs/state/settings';
import { StateBucket } from '../constructs/state/state-bucket';
import { TERRAFORM_VERSION } from './terraform-version';

/** The bucket of one or several environments' states. */
export interface StateBucketSettings extends Pick<S3StateSettings, 'bucket' | 'region' | 'kmsKeyArn'> {
  /** The account that it is in. */
  readonly accountId: string;
}

export interface StateBucketStackProps {
  readonly settings: StateBucketSettings;
  /**
   * The role that makes it; the deployer's own identity where it is left out. Not the one that deploys environments,
   * which has no need to change what its states are kept in.
   */
  readonly assumeRoleArn?: string;
  /** Where this stack's own state is kept: a file until the bucket is there. @defaultValue in the bucket */
  readonly state?: StateSettings;
  /** Whether it may be destroyed: what a rehearsal makes is made up. @defaultValue false */
  readonly destroyable?: boolean;
}

/** Before the keys of the environments' states, so that a right to one of those is none to this one. */
const KEY_PREFIX = 'bootstrap';

/**
 * The bucket that environments keep their states in: no environment's own, and so in a stack beside them that
 * `deploy` never touches.
 */
export class StateBucketStack extends TerraformStack {
  /** The stack's name, which no environment's stack can have. */
  static readonly NAME = 'state-bucket';

  constructor(scope: Construct, { settings, assumeRoleArn, state, destroyable }: StateBucketStackProps) {
    super(scope, StateBucketStack.NAME);
    const { accountId, ...rest } = settings;
    stateBackend(this, state ?? { kind: 's3', ...rest, keyPrefix: KEY_PREFIX, accountId, assumeRoleArn });
    this.addOverride('terraform.required_version', TERRAFORM_VERSION);
    const account = { id: accountId, region: settings.region, assumeRoleArn };
    awsProvider(this, account, { Project: 'inferencehub', ManagedBy: 'terraform' });
    const made = new StateBucket(this, 'state', { bucket: settings.bucket, account, kmsKeyArn: settings.kmsKeyArn });
    new TerraformOutput(this, 'kms-key-arn', { staticId: true, value: made.kmsKeyArn });
    if (!destroyable) Aspects.of(this).add(new KeepHeldData());
  }
}
