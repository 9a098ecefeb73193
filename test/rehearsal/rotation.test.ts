import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { App, TerraformStack } from 'cdktf';
import { ClusterClients } from '../../constructs/data-stores';
import { ManifestRelease } from '../../constructs/helm/manifest-release';
import { Names } from '../../constructs/names/names';
import { auroraCluster, PostgresDatabases } from '../../constructs/postgres';
import { PostgresSettings } from '../../constructs/postgres/settings';
import { ElastiCacheServers, RedisServers } from '../../constructs/redis';
import { LiteLlmSettings } from '../../constructs/litellm/settings';
import { RedisServersSettings } from '../../constructs/redis/settings';
import { redisServers } from '../../stacks/redis-servers';
import { SecretsManagerVault } from '../../constructs/secrets';
import { TerraformWorkspace } from './providers/terraform-workspace';

const ACCOUNT = { id: '111111111111', region: 'eu-central-1' };

/** A secret of the user's own, as Terraform finds it in its environment. */
const PROVIDER_KEY = 'sk-of-the-provider-0123456789';

/** A secret of each sort. */
const RAISED = {
  'litellm/database': 2,
  'litellm/cache-redis': 2,
  'openwebui/redis': 2,
  'litellm/provider-keys/openai': 2,
};

/** Databases, Redis and a provider's key on AWS, with these rotations: the folder that Terraform gets. */
function synthesizedStack(rotation: Readonly<Record<string, number>>): string {
  const outdir = mkdtempSync(join(tmpdir(), 'rotation-'));
  const app = new App({ outdir });
  const stack = new TerraformStack(app, 'prod-data');
  new AwsProvider(stack, 'aws', { region: ACCOUNT.region, allowedAccountIds: [ACCOUNT.id] });
  stack.addOverride('terraform.required_providers.aws.version', '>= 6.64, < 7.0');
  new HelmProvider(stack, 'helm', { kubernetes: { host: 'https://cluster.example' } });
  const names = new Names('prod');
  const manifests = new ManifestRelease(stack, 'manifests', { release: 'infra-data', namespace: 'apps' });
  const vault = new SecretsManagerVault(stack, 'secrets', {
    names,
    account: ACCOUNT,
    kmsKeyArn: 'arn:aws:kms:eu-central-1:111111111111:key/0a1b2c3d-0000-4000-8000-000000000000',
    externalSecretsRoleName: 'prod-external-secrets',
    recoveryWindowDays: 7,
    rotation,
    manifests,
  });
  const onAws = {
    names,
    account: ACCOUNT,
    protection: true,
    network: {
      vpcId: 'vpc-0123456789abcdef0',
      databaseSubnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'],
    },
  };
  const wiring = {
    protection: true,
    release: 'infra',
    namespace: 'apps',
    vault,
    manifests,
    clients: new ClusterClients('sg-0123456789abcdef0'),
  };
  const postgres = PostgresSettings.parse({ kind: 'managed', readers: 0 });
  const owners = [{ name: 'litellm' }, { name: 'openwebui', extensions: ['vector'] }];
  const aurora = auroraCluster(stack, 'aurora', postgres, owners, onAws);
  new PostgresDatabases(stack, 'postgres', postgres, owners, { ...wiring, aurora, dependsOn: aurora?.instances });
  const managed = { kind: 'managed' };
  const redis = redisServers({
    redis: RedisServersSettings.parse({ openwebui: managed, litellm: managed }),
    litellm: LiteLlmSettings.parse({}),
  });
  const elastiCache = new ElastiCacheServers(stack, 'elasticache', redis, { ...onAws, vault });
  new RedisServers(stack, 'redis', redis, { ...wiring, elastiCache });
  vault.adopt('provider-key', 'litellm/provider-keys/openai', '${PROVIDER_KEY}');
  vault.generate('salt-key', { entry: 'litellm/salt-key', permanent: true });
  app.synth();
  return outdir;
}

/** Puts a stack before Terraform as cdktf wrote it, but with its state beside it. */
function configurationOf(outdir: string): { terraform: { backend?: unknown } } {
  const json = JSON.parse(readFileSync(join(outdir, 'stacks', 'prod-data', 'cdk.tf.json'), 'utf8')) as {
    terraform: { backend?: unknown };
  };
  delete json.terraform.backend;
  return json;
}

describe('raising the versions of secrets and deploying again', () => {
  const folders: string[] = [];
  let opened: TerraformWorkspace | undefined;
  let workspace: TerraformWorkspace;

  function put(rotation: Readonly<Record<string, number>>): void {
    const outdir = synthesizedStack(rotation);
    folders.push(outdir);
    const configuration = configurationOf(outdir);
    opened ??= new TerraformWorkspace(configuration);
    workspace = opened;
    workspace.write(configuration);
    workspace.env.TF_VAR_PROVIDER_KEY = PROVIDER_KEY;
    cpSync(join(outdir, 'stacks', 'prod-data', 'assets'), join(workspace.folder, 'stack', 'assets'), {
      recursive: true,
    });
  }

  /** What the next apply would change, without the parts of the names that are a hash; and the plan, to look into. */
  function planned(): { changes: Readonly<Record<string, string>>; plan: string } {
    const plan = workspace.plannedJson();
    const { resource_changes } = JSON.parse(plan) as {
      resource_changes: { address: string; change: { actions: string[] } }[];
    };
    const changes = resource_changes
      .map(({ address, change }) => [address.replace(/_[0-9A-F]{8}$/, ''), change.actions.join()] as const)
      .filter(([, actions]) => !['no-op', 'read'].includes(actions));
    return { changes: Object.fromEntries(changes), plan };
  }

  function leaks(text: string): string[] {
    return [PROVIDER_KEY, ...workspace.markers()].filter((secret) => text.includes(secret));
  }

  beforeAll(() => {
    put({});
    const { code, output } = workspace.apply();
    if (code !== 0) throw new Error(output);
  });

  afterAll(() => {
    workspace.remove();
    for (const folder of folders) rmSync(folder, { recursive: true });
  });

  test('changes nothing for a secret that must never change', () => {
    put({ 'litellm/salt-key': 2 });
    expect(planned().changes).toEqual({});
  });

  test('writes the secrets, tells the servers, replaces nothing and shows no secret', () => {
    put(RAISED);
    const { changes, plan } = planned();
    expect(changes).toEqual({
      'aws_secretsmanager_secret_version.secrets_litellm-database_version': 'update',
      // The Job sets the new password, from a Secret that has it from the start.
      'helm_release.manifests_release': 'update',
      'helm_release.postgres_server_bootstrap_release': 'update',

      'aws_secretsmanager_secret_version.secrets_litellm-cache-redis_version': 'update',
      'aws_elasticache_replication_group.elasticache_litellm_group': 'update',

      'aws_secretsmanager_secret_version.secrets_openwebui-redis_version': 'update',
      'aws_elasticache_user.elasticache_openwebui_users_openwebui': 'update',

      'aws_secretsmanager_secret_version.secrets_provider-key_version': 'update',
    });
    expect(leaks(plan)).toEqual([]);
  });

  test('is done after one apply, which leaves no secret in the state or the log', () => {
    const before = workspace.markers().length;
    const { code, output } = workspace.apply();
    expect({ code, output }).toMatchObject({ code: 0 });
    expect(workspace.markers().length).toBeGreaterThan(before);
    expect(leaks(output)).toEqual([]);
    expect(leaks(workspace.state())).toEqual([]);
    expect(planned().changes).toEqual({});
  });
});
