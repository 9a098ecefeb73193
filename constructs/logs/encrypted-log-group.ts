import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import type { Construct } from 'constructs';
import type { AccountSettings } from '../account/settings';
import { EncryptionKey } from '../encryption/encryption-key';
import type { Names } from '../names/names';

export interface EncryptedLogGroupProps {
  readonly names: Names;
  readonly account: AccountSettings;
  readonly protection: boolean;
  /** What is logged; the key's alias is `alias/<environment>-<thing>`. */
  readonly thing: string;
  /** Of the key, for people who meet it in the console. */
  readonly description: string;
  /** Of the log group. */
  readonly logGroup: string;
  readonly retentionDays: number;
}

/** A log group and a key of its own, as two members of the construct whose logs they are for. */
export function encryptedLogGroup(scope: Construct, props: EncryptedLogGroupProps): CloudwatchLogGroup {
  const { logGroup, retentionDays, ...common } = props;
  const key = new EncryptionKey(scope, 'key', { ...common, holdsData: false, logGroups: [logGroup] });
  return new CloudwatchLogGroup(scope, 'log-group', {
    name: logGroup,
    retentionInDays: retentionDays,
    kmsKeyId: key.arn,
  });
}
