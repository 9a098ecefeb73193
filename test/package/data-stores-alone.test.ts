import { runInNewContext } from 'node:vm';
import * as cdktf from 'cdktf';
import ts from 'typescript';
import * as hub from '../../index';
import { documents } from '../docs/support/documents';
import { isApp } from '../docs/support/environment-snippets';
import { policy, resource, resources, synthesized, type TerraformJson } from '../support/terraform-json';

/** The stack that the example of docs/library.md makes. */
function documented(): TerraformJson {
  const snippet = documents()
    .flatMap(({ snippets }) => snippets)
    .find((one) => one.where.includes('library.md') && isApp(one) && one.code.includes('AuroraCluster'));
  if (!snippet) throw new Error('docs/library.md has no example of data stores without a cluster');
  const app = cdktf.Testing.app();
  const { outputText } = ts.transpileModule(snippet.code, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  const modules: Readonly<Record<string, unknown>> = {
    cdktf: {
      ...cdktf,
      App: function OneApp() {
        return app;
      },
    },
    'inferencehub-cdktf': hub,
  };
  runInNewContext(outputText, { exports: {}, require: (name: string) => modules[name] });
  const [stack] = app.node.children.filter(
    (child): child is cdktf.TerraformStack => child instanceof cdktf.TerraformStack,
  );
  if (!stack) throw new Error('the example makes no stack');
  return synthesized(stack);
}

describe('data stores without a cluster', () => {
  let json: TerraformJson;
  beforeAll(() => {
    json = documented();
  });

  /** What a role may do by what it was granted, and to what. */
  const granted = (role: string) =>
    resources(json, 'aws_iam_role_policy')
      .filter((one) => one.role === role)
      .flatMap((one) => policy(one.policy).Statement)
      .map(({ Sid, Action }) => [Sid, ...Action]);

  test('take AWS and nothing of Kubernetes', () => {
    expect(Object.keys(json.provider ?? {}).sort()).toEqual(['aws', 'random']);
    const types = Object.keys({ ...json.resource, ...json.data });
    expect(types.filter((type) => !/^aws_/.test(type))).toEqual([]);
  });

  test('are in the subnets that were given, and let in the one group that was', () => {
    const subnets = ['subnet-0123456789abcdef0', 'subnet-0fedcba9876543210'];
    expect(resource(json, 'aws_db_subnet_group').subnet_ids).toEqual(subnets);
    for (const group of resources(json, 'aws_elasticache_subnet_group')) expect(group.subnet_ids).toEqual(subnets);
    const rules = resources(json, 'aws_vpc_security_group_ingress_rule');
    expect(rules.map(({ referenced_security_group_id: from, from_port: port }) => [from, port]).sort()).toEqual([
      ['sg-0123456789abcdef0', 5432],
      ['sg-0123456789abcdef0', 6379],
      ['sg-0123456789abcdef0', 6379],
    ]);
  });

  test('have no password that Terraform would know', () => {
    expect(resource(json, 'aws_rds_cluster')).toMatchObject({ manage_master_user_password: true });
    expect(resource(json, 'aws_rds_cluster')).not.toHaveProperty('master_password');
    expect(resource(json, 'aws_elasticache_user', 'cache')).toMatchObject({ authentication_mode: { type: 'iam' } });
    for (const group of resources(json, 'aws_elasticache_replication_group')) {
      expect(group).not.toHaveProperty('auth_token');
    }
    expect(resource(json, 'aws_elasticache_replication_group', 'queue').auth_token_wo).toMatch(
      /ephemeral\.aws_secretsmanager_secret_version\./,
    );
    expect(resource(json, 'aws_secretsmanager_secret').name).toBe('reports/reports/queue');
  });

  test('grant the application tokens and its one entry, and the administrator’s password to migrations alone', () => {
    expect(granted('reports')).toEqual([
      ['ConnectToDatabase', 'rds-db:connect'],
      ['ConnectToRedis', 'elasticache:Connect'],
      ['ReadSecrets', 'secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'],
      ['DecryptSecrets', 'kms:Decrypt'],
    ]);
    expect(granted('reports-migrations')).toEqual([
      ['ReadMasterSecret', 'secretsmanager:GetSecretValue'],
      ['DecryptMasterSecret', 'kms:Decrypt'],
    ]);
  });

  test('are refused where a use has a password and there is no vault to keep it', () => {
    const stack = new cdktf.TerraformStack(cdktf.Testing.app(), 'alone');
    expect(
      () =>
        new hub.ElastiCacheRedis(stack, 'queue', {
          names: new hub.Names('reports'),
          account: { id: '222222222222', region: 'eu-west-1' },
          network: { vpcId: 'vpc-0123456789abcdef0', databaseSubnetIds: [] },
          protection: true,
          thing: 'queue',
          uses: [{ name: 'reports' }],
          settings: hub.managedRedisSettings({ kind: 'managed' }),
        }),
    ).toThrow(
      `alone/queue: 1 problem
  vault is missing, and reports logs in with a password, which is kept there
    give it a SecretsManagerVault, or write authentication: 'iam' into the use`,
    );
  });
});
