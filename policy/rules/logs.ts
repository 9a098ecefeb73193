import { resourceRule, type Rule, unless } from './rule';

/** Logs of AWS' services. */
export const LOG_RULES: readonly Rule[] = [
  resourceRule(
    'CloudWatch.16',
    'Logs are deleted after a time that someone chose',
    ['aws_cloudwatch_log_group'],
    (group) => unless(group.number('retention_in_days') > 0, 'retention_in_days is not set: they are kept for ever'),
  ),
  resourceRule(
    'S3.13',
    'Objects are deleted after a time that someone chose',
    ['aws_s3_bucket_lifecycle_configuration'],
    (lifecycle) =>
      unless(
        lifecycle.blocks('rule').some(({ status, expiration }) => status === 'Enabled' && expiration !== undefined),
        'no rule lets anything expire',
      ),
  ),
];
