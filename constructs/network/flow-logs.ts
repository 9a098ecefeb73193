import { FlowLog } from '@cdktf/provider-aws/lib/flow-log';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { Construct } from 'constructs';
import { partitionOf } from '../account/partition';
import type { AccountSettings } from '../account/settings';
import { policyDocument, trustPolicy } from '../identity/policy-document';
import { encryptedLogGroup } from '../logs/encrypted-log-group';
import type { Names } from '../names/names';

export interface FlowLogsProps {
  readonly names: Names;
  readonly account: AccountSettings;
  readonly protection: boolean;
  readonly vpcId: string;
  readonly retentionDays: number;
}

/** Who talked to whom in the VPC, accepted or not, in CloudWatch Logs under a key of its own. */
export class FlowLogs extends Construct {
  constructor(scope: Construct, id: string, { names, account, protection, vpcId, retentionDays }: FlowLogsProps) {
    super(scope, id);
    const group = encryptedLogGroup(this, {
      names,
      account,
      protection,
      thing: 'flow-logs',
      description: `Flow logs of the ${names.environment} VPC`,
      logGroup: `/inferencehub/${names.of('flow-logs')}`,
      retentionDays,
    });
    const role = new IamRole(this, 'role', {
      name: names.of('flow-logs'),
      description: `Writes the flow logs of the ${names.environment} VPC`,
      assumeRolePolicy: trustPolicy('vpc-flow-logs.amazonaws.com', ['sts:AssumeRole'], {
        StringEquals: { 'aws:SourceAccount': account.id },
        ArnLike: {
          'aws:SourceArn': `arn:${partitionOf(account.region)}:ec2:${account.region}:${account.id}:vpc-flow-log/*`,
        },
      }),
    });
    const policy = new IamRolePolicy(this, 'policy', {
      name: 'write-flow-logs',
      role: role.name,
      policy: policyDocument([
        {
          sid: 'WriteFlowLogs',
          actions: ['logs:CreateLogStream', 'logs:DescribeLogGroups', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
          // The log group and the streams in it.
          resources: [group.arn, `${group.arn}:*`],
        },
      ]),
    });
    new FlowLog(this, 'flow-log', {
      vpcId,
      trafficType: 'ALL',
      logDestinationType: 'cloud-watch-logs',
      logDestination: group.arn,
      iamRoleArn: role.arn,
      tags: { Name: names.of('flow-logs') },
      dependsOn: [policy],
    });
  }
}
