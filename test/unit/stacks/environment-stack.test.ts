import { Testing } from 'cdktf';
import { EnvironmentSettings, type Environment } from '../../../environments/schema';
import { EnvironmentStack } from '../../../stacks/environment-stack';
import { synthesized, type TerraformJson } from '../../support/terraform-json';

class SomeStack extends EnvironmentStack {}

/** A stack of an environment that has little more than what is under test. */
function stackOf(settings: object): TerraformJson {
  const inCluster = { kind: 'in-cluster' };
  const parsed = EnvironmentSettings.parse({
    cluster: { kind: 'kubeconfig' },
    postgres: inCluster,
    redis: { openwebui: inCluster, litellm: inCluster },
    storage: { kind: 'volume' },
    ...settings,
  });
  const environment: Environment = { ...parsed, name: 'test' };
  return synthesized(new SomeStack(Testing.app(), environment, 'network'));
}

const account = { id: '123456789012', region: 'eu-central-1' };

describe('EnvironmentStack', () => {
  test('works with Terraform 1.11 and later, which keeps secrets out of the state', () => {
    expect(stackOf({}).terraform.required_version).toBe('>= 1.11');
  });

  test('has nothing of AWS where the environment has no account', () => {
    const json = stackOf({});
    expect(json.provider).toBeUndefined();
    expect(json.terraform.required_providers ?? {}).toEqual({});
  });

  test('refuses to work in another account, whoever is logged in', () => {
    const [aws] = stackOf({ account }).provider?.aws ?? [];
    expect(aws).toMatchObject({ region: 'eu-central-1', allowed_account_ids: ['123456789012'] });
    expect(aws).not.toHaveProperty('assume_role');
  });

  test('works as the role that the environment names', () => {
    const assumeRoleArn = 'arn:aws:iam::123456789012:role/deployer';
    const [aws] = stackOf({ account: { ...account, assumeRoleArn } }).provider?.aws ?? [];
    expect(aws?.assume_role).toEqual([{ role_arn: assumeRoleArn }]);
  });

  test('asks for a provider that can keep a Redis token out of the state', () => {
    expect(stackOf({ account }).terraform.required_providers).toEqual({
      aws: { source: 'aws', version: '>= 6.64, < 7.0' },
    });
  });

  test('tags everything with the environment', () => {
    const [aws] = stackOf({ account, tags: { team: 'ai' } }).provider?.aws ?? [];
    expect(aws?.default_tags).toEqual([
      { tags: { Project: 'inferencehub', Environment: 'test', ManagedBy: 'terraform', team: 'ai' } },
    ]);
  });

  test("lets the environment's own tag replace one that differs in case only, as IAM sees them", () => {
    const [aws] = stackOf({ account, tags: { environment: 'Test system' } }).provider?.aws ?? [];
    expect(aws?.default_tags).toEqual([
      { tags: { Project: 'inferencehub', ManagedBy: 'terraform', environment: 'Test system' } },
    ]);
  });
});
