import { AwsProvider, type AwsProviderConfig } from '@cdktf/provider-aws/lib/provider';
import type { TerraformStack } from 'cdktf';
import { assumedRole } from '../account/role';
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
  new AwsProvider(stack, 'aws', configuration(account, tags));
  stack.addOverride('terraform.required_providers.aws.version', AWS_PROVIDER_VERSION);
}

export interface OtherAccountProps {
  readonly account: AccountSettings;
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * AWS in an account beside the environment's own, and in no other: for what a stack makes there.
 * @param alias names it within the stack; the same one is made once
 */
export function otherAccountProvider(
  stack: TerraformStack,
  alias: string,
  { account, tags }: OtherAccountProps,
): AwsProvider {
  const id = `aws-${alias}`;
  const made = stack.node.tryFindChild(id);
  if (made instanceof AwsProvider) return made;
  return new AwsProvider(stack, id, { ...configuration(account, tags), alias });
}

function configuration(account: AccountSettings, tags: Readonly<Record<string, string>>): AwsProviderConfig {
  const { assumeRoleArn, assumeRoleOptions } = account;
  return {
    region: account.region,
    allowedAccountIds: [account.id],
    assumeRole: assumeRoleArn === undefined ? undefined : [assumedRole(assumeRoleArn, assumeRoleOptions)],
    defaultTags: [{ tags: { ...tags } }],
  };
}
