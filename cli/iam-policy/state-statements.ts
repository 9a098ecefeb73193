import type { AccountSettings } from '../../constructs/account/settings';
import type { StateSettings } from '../../constructs/state/settings';
import type { IamStatement } from './deployment-policies';

/** What Terraform does with the state of an environment's stacks, where that is on AWS. */
export function stateStatements(
  environment: string,
  state: StateSettings,
  account: AccountSettings,
  partition: string,
): IamStatement[] {
  if (state.kind !== 's3') return [];
  // The role that deploys is the one that these policies are for.
  if (state.assumeRoleArn !== account.assumeRoleArn && state.assumeRoleArn !== undefined) {
    return [{ Sid: 'StateRole', Effect: 'Allow', Action: ['sts:AssumeRole'], Resource: [state.assumeRoleArn] }];
  }
  const bucket = `arn:${partition}:s3:::${state.bucket}`;
  const objects = `${state.keyPrefix}/${environment}-*`;
  return [
    {
      Sid: 'ListState',
      Effect: 'Allow',
      Action: ['s3:ListBucket'],
      Resource: [bucket],
      Condition: { StringLike: { 's3:prefix': [objects] } },
    },
    {
      // The lock is an object beside the state, and the only one that is ever deleted.
      Sid: 'State',
      Effect: 'Allow',
      Action: ['s3:GetObject', 's3:PutObject'],
      Resource: [`${bucket}/${objects}.tfstate`, `${bucket}/${objects}.tfstate.tflock`],
    },
    {
      Sid: 'StateLock',
      Effect: 'Allow',
      Action: ['s3:DeleteObject'],
      Resource: [`${bucket}/${objects}.tfstate.tflock`],
    },
    ...(state.kmsKeyArn === undefined
      ? []
      : [
          {
            Sid: 'StateKey',
            Effect: 'Allow',
            Action: ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey'],
            Resource: [state.kmsKeyArn],
          } as const,
        ]),
  ];
}
