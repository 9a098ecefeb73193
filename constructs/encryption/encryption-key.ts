import { KmsAlias } from '@cdktf/provider-aws/lib/kms-alias';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { Construct } from 'constructs';
import { partitionOf } from '../account/partition';
import type { AccountSettings } from '../account/settings';
import type { Grantee } from '../identity/grantee';
import { policyDocument, type PolicyStatement } from '../identity/policy-document';
import type { Names } from '../names/names';
import { holdsData } from '../protection/held-data';
import { type KeyUse, keyUseStatement, type KeyUsingService, throughServices } from './key-use';

export interface EncryptionKeyProps {
  readonly names: Names;
  /** What it encrypts; the alias is `alias/<environment>-<thing>`. */
  readonly thing: string;
  /** For people who meet it in the console. */
  readonly description: string;
  readonly account: AccountSettings;
  /** Whether the environment is protected: how long a deleted key can still be restored. */
  readonly protection: boolean;
  /**
   * Whether what it encrypts cannot be made again, and would be lost with it. Logs can be done without, and copies made
   * anew.
   * @defaultValue true
   */
  readonly holdsData?: boolean;
  /** Services through which the account's identities may use it, as far as their own IAM policies let them. */
  readonly services?: readonly KeyUsingService[];
  /** Names of the log groups that CloudWatch Logs encrypts with it. */
  readonly logGroups?: readonly string[];
  /** More that its user needs. A resource is `*`: in a key's own policy it means this key. */
  readonly statements?: readonly PolicyStatement[];
}

/** KMS keeps a deleted key restorable for 7 to 30 days. */
const DELETION_WINDOW_DAYS = { protected: 30, disposable: 7 };

/**
 * In the policy of a key, `*` means this key and nothing else.
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html
 */
const THIS_KEY = ['*'];

/** Services that keep using the key after the call, by a grant. */
const GRANTED: readonly KeyUsingService[] = ['ec2', 'elasticache', 'network-firewall', 'rds'];

const USE = ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'];

/**
 * A KMS key of the environment's own, renewed every year. The account's administrators manage it but cannot decrypt
 * with it directly: data goes through the services named, and only for identities whose own policies say so.
 * @example
 * ```ts
 * const key = new EncryptionKey(this, 'key', {
 *   ...common,
 *   thing: 'reports',
 *   description: 'Reports of the models',
 *   services: ['s3'],
 * });
 * key.grantDecrypt(role);
 * ```
 */
export class EncryptionKey extends Construct {
  readonly arn: string;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: EncryptionKeyProps,
  ) {
    super(scope, id);
    const key = new KmsKey(this, 'key', {
      description: props.description,
      enableKeyRotation: true,
      deletionWindowInDays: props.protection ? DELETION_WINDOW_DAYS.protected : DELETION_WINDOW_DAYS.disposable,
      policy: policyDocument([
        administration(props.account),
        ...(props.services?.length ? useThrough(props.services, props.account) : []),
        ...(props.logGroups?.length ? [useByLogs(props.logGroups, props.account)] : []),
        ...(props.statements ?? []),
      ]),
    });
    if (props.holdsData ?? true) holdsData(key);
    new KmsAlias(this, 'alias', { name: `alias/${props.names.of(props.thing)}`, targetKeyId: key.keyId });
    this.arn = key.arn;
  }

  /** Lets a role read what the key's services encrypted with it, through them and in no other way. */
  grantDecrypt(grantee: Grantee): void {
    this.grant(grantee, 'Decrypt', 'decrypt');
  }

  /** Lets a role read and write what the key's services encrypt with it, through them and in no other way. */
  grantEncryptDecrypt(grantee: Grantee): void {
    this.grant(grantee, 'EncryptDecrypt', 'encrypt-decrypt');
  }

  private grant(grantee: Grantee, sid: string, use: KeyUse['use']): void {
    const { services = [], thing, account } = this.props;
    // Its own policy lets nobody in directly: an identity's policy that did would be of no use.
    if (services.length === 0) {
      throw new Error(`the key for ${thing} is used through no service; name one in \`services\` to grant its use`);
    }
    grantee.addToPolicy(keyUseStatement({ sid, use, keyArns: [this.arn], services, region: account.region }));
  }
}

/** The account as a principal: whoever in it has an IAM policy that allows the action. */
export function wholeAccount(account: AccountSettings): { readonly AWS: string } {
  return { AWS: `arn:${partitionOf(account.region)}:iam::${account.id}:root` };
}

/** Everything about the key but its use; without it nobody could ever change this policy again. */
function administration(account: AccountSettings): PolicyStatement {
  return {
    sid: 'AdministrationByIamPolicies',
    principals: wholeAccount(account),
    actions: [
      'kms:CancelKeyDeletion',
      'kms:CreateAlias',
      'kms:DeleteAlias',
      'kms:DescribeKey',
      'kms:DisableKey',
      'kms:DisableKeyRotation',
      'kms:EnableKey',
      'kms:EnableKeyRotation',
      'kms:GetKeyPolicy',
      'kms:GetKeyRotationStatus',
      'kms:ListGrants',
      'kms:ListKeyPolicies',
      'kms:ListKeyRotations',
      'kms:ListResourceTags',
      'kms:PutKeyPolicy',
      'kms:RevokeGrant',
      'kms:RotateKeyOnDemand',
      'kms:ScheduleKeyDeletion',
      'kms:TagResource',
      'kms:UntagResource',
      'kms:UpdateAlias',
      'kms:UpdateKeyDescription',
    ],
    resources: THIS_KEY,
  };
}

function useThrough(services: readonly KeyUsingService[], account: AccountSettings): PolicyStatement[] {
  const granted = services.filter((service) => GRANTED.includes(service));
  const use: PolicyStatement = {
    sid: 'UseThroughServices',
    principals: wholeAccount(account),
    actions: USE,
    resources: THIS_KEY,
    conditions: { StringEquals: throughServices(services, account.region) },
  };
  const grants: PolicyStatement = {
    sid: 'GrantsOfServices',
    principals: wholeAccount(account),
    actions: ['kms:CreateGrant'],
    resources: THIS_KEY,
    conditions: {
      StringEquals: throughServices(granted, account.region),
      Bool: { 'kms:GrantIsForAWSResource': 'true' },
    },
  };
  return granted.length > 0 ? [use, grants] : [use];
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html */
function useByLogs(logGroups: readonly string[], account: AccountSettings): PolicyStatement {
  const prefix = `arn:${partitionOf(account.region)}:logs:${account.region}:${account.id}:log-group:`;
  return {
    sid: 'UseByLogs',
    principals: { Service: `logs.${account.region}.amazonaws.com` },
    actions: USE,
    resources: THIS_KEY,
    conditions: { ArnEquals: { 'kms:EncryptionContext:aws:logs:arn': logGroups.map((name) => prefix + name) } },
  };
}
