import { isRecord, type Value, type ValueRecord } from '../protocol/value';

/** What a provider's configuration says about where its resources are. */
export interface ProviderSettings {
  /** The provider's local name, e.g. `aws`. */
  provider: string;
  /** Twelve digits. */
  account: string;
  region: string;
  /** aws, aws-cn or aws-us-gov. */
  partition: string;
  defaultTags: ValueRecord;
}

const DEFAULT_ACCOUNT = '111111111111';
const DEFAULT_REGION = 'us-east-1';

/** Reads the account from the allowed ones or the role to assume, and the region, as the AWS provider would. */
export function providerSettings(provider: string, config: ValueRecord): ProviderSettings {
  const region =
    text(config['region']) ?? process.env['AWS_REGION'] ?? process.env['AWS_DEFAULT_REGION'] ?? DEFAULT_REGION;
  const [allowed] = accountsAllowed(config);
  const tags = first(config['default_tags'])?.['tags'];
  return {
    provider,
    account: accountOfRole(config) ?? allowed ?? DEFAULT_ACCOUNT,
    region,
    partition: region.startsWith('cn-') ? 'aws-cn' : region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws',
    defaultTags: isRecord(tags) ? tags : {},
  };
}

/** The refusal that the AWS provider gives for an account that the configuration does not allow. */
export function accountProblem(config: ValueRecord): string | undefined {
  const account = accountOfRole(config);
  const allowed = accountsAllowed(config);
  if (account === undefined || allowed.length === 0 || allowed.includes(account)) return undefined;
  return `AWS account ID not allowed: ${account}; allowed_account_ids has ${allowed.join(', ')}`;
}

function accountsAllowed(config: ValueRecord): string[] {
  const accounts = config['allowed_account_ids'];
  return Array.isArray(accounts) ? accounts.filter((account) => typeof account === 'string') : [];
}

function accountOfRole(config: ValueRecord): string | undefined {
  const role = text(first(config['assume_role'])?.['role_arn']);
  return role === undefined ? undefined : /^arn:[\w-]+:iam::(\d{12}):/.exec(role)?.[1];
}

function first(value: Value | undefined): ValueRecord | undefined {
  const [element] = Array.isArray(value) ? value : [];
  return isRecord(element) ? element : undefined;
}

function text(value: Value | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
