import { Construct } from 'constructs';
import { partitionOf } from '../account/partition';
import type { AccountSettings } from '../account/settings';
import { EncryptionKey } from '../encryption/encryption-key';
import type { PolicyStatement } from '../identity/policy-document';
import type { Names } from '../names/names';
import type { ManagedClusterSettings } from './settings';

export interface DiskKeyProps {
  readonly names: Names;
  readonly account: AccountSettings;
  readonly protection: boolean;
  readonly clusterName: string;
  readonly compute: ManagedClusterSettings['compute']['kind'];
}

/** Roles that AWS' services have in every account, and make when they are first used: they start a node group's nodes. */
const LAUNCHING_ROLES = [
  'aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling',
  'aws-service-role/spot.amazonaws.com/AWSServiceRoleForEC2Spot',
];

/** The key for the disks of a cluster's nodes, and for the volumes that its pods ask for. */
export class DiskKey extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: DiskKeyProps) {
    super(scope, id);
    const { names, account, protection, clusterName } = props;
    this.arn = new EncryptionKey(this, 'key', {
      names,
      thing: 'eks-disks',
      description: `Disks of nodes and volumes of ${clusterName}`,
      account,
      protection,
      services: ['ec2'],
      statements: useBy(rolesOf(props), account),
    }).arn;
  }
}

/** Whoever starts nodes and makes volumes: EKS as the control plane in Auto Mode, else autoscaling and the EBS driver. */
function rolesOf({ names, compute }: DiskKeyProps): string[] {
  return compute === 'auto-mode'
    ? [names.of('eks-control-plane')]
    : [names.of('eks-aws-ebs-csi-driver'), ...LAUNCHING_ROLES];
}

/**
 * None of these roles has a policy that speaks of keys. They are named in a condition and not as principals, which KMS
 * takes only when they exist already.
 * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/key-policy-requirements-EBS-encryption.html
 */
function useBy(roles: readonly string[], account: AccountSettings): PolicyStatement[] {
  const who = {
    StringEquals: { 'aws:PrincipalAccount': account.id },
    ArnEquals: {
      'aws:PrincipalArn': roles.map((role) => `arn:${partitionOf(account.region)}:iam::${account.id}:role/${role}`),
    },
  };
  const statement = { principals: '*', resources: ['*'] } as const; // this key
  return [
    {
      sid: 'UseForDisks',
      ...statement,
      actions: ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'],
      conditions: who,
    },
    {
      sid: 'GrantsForDisks',
      ...statement,
      actions: ['kms:CreateGrant'],
      conditions: { ...who, Bool: { 'kms:GrantIsForAWSResource': 'true' } },
    },
  ];
}
