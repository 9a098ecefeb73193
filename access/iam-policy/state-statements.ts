import type { AccountSettings } from '../../constructs/account/settings';
import type { S3StateSettings, StateSettings } from '../../constructs/state/settings';
import { stateKeyAlias } from '../../constructs/state/state-bucket';
import type { IamStatement } from './statement';

export interface StateStatementsProps {
  /** The environment's stacks, each of which has a state of its own. */
  readonly stacks: readonly string[];
  readonly state: StateSettings;
  readonly account: AccountSettings;
  readonly partition: string;
  /** Whether Terraform only plans: then it locks the state, and does not write it. */
  readonly planOnly: boolean;
}

/** What Terraform does with the state of an environment's stacks, where that is on AWS. */
export function stateStatements(props: StateStatementsProps): IamStatement[] {
  const { stacks, state, account, partition, planOnly } = props;
  if (state.kind !== 's3') return [];
  // The role that deploys is the one that these policies are for.
  if (state.assumeRoleArn !== account.assumeRoleArn && state.assumeRoleArn !== undefined) {
    return [{ Sid: 'StateRole', Effect: 'Allow', Action: ['sts:AssumeRole'], Resource: [state.assumeRoleArn] }];
  }
  const bucket = `arn:${partition}:s3:::${state.bucket}`;
  // Whole names: what begins with the environment's could be another's.
  const keys = stacks.map((stack) => `${state.keyPrefix}/${stack}.tfstate`);
  return [
    {
      Sid: 'ListState',
      Effect: 'Allow',
      Action: ['s3:ListBucket'],
      Resource: [bucket],
      Condition: { StringLike: { 's3:prefix': keys.map((key) => `${key}*`) } },
    },
    {
      Sid: 'State',
      Effect: 'Allow',
      Action: planOnly ? ['s3:GetObject'] : ['s3:GetObject', 's3:PutObject'],
      Resource: keys.map((key) => `${bucket}/${key}`),
    },
    {
      // The lock is an object beside the state, and the only one that is ever deleted.
      Sid: 'StateLock',
      Effect: 'Allow',
      Action: ['s3:DeleteObject', 's3:GetObject', 's3:PutObject'],
      Resource: keys.map((key) => `${bucket}/${key}.tflock`),
    },
    stateKey(state, account, partition),
  ];
}

/** A key that nobody names is the one that `bootstrap-state` makes, known by its alias alone. */
function stateKey(state: S3StateSettings, account: AccountSettings, partition: string): IamStatement {
  const use = {
    Sid: 'StateKey',
    Effect: 'Allow',
    Action: ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey'],
  } as const;
  if (state.kmsKeyArn !== undefined) return { ...use, Resource: [state.kmsKeyArn] };
  return {
    ...use,
    Resource: [`arn:${partition}:kms:${state.region}:${account.id}:key/*`],
    Condition: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': [stateKeyAlias(state.bucket)] } },
  };
}
