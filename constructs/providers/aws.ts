import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import type { TerraformStack } from 'cdktf';
import type { AccountSettings } from '../account/settings';

/**
 * ElastiCache's `auth_token_wo`, which keeps the token out of the state, is newer than the bindings: they pin 6.25.
 * @see https://github.com/hashicorp/terraform-provider-aws/blob/main/CHANGELOG.md
 */
const AWS_PROVIDER_VERSION = '>= 6.64, < 7.0';

/** AWS in the environment's account and region, and in no other account, whoever is logged in. */
export function awsProvider(
  stack: TerraformStack,
  account: AccountSettings,
  tags: Readonly<Record<string, string>>,
): void {
  new AwsProvider(stack, 'aws', {
    region: account.region,
    allowedAccountIds: [account.id],
    assumeRole: account.assumeRoleArn === undefined ? undefined : [{ roleArn: account.assumeRoleArn }],
    defaultTags: [{ tags: { ...tags } }],
  });
  stack.addOverride('terraform.required_providers.aws.version', AWS_PROVIDER_VERSION);
}
