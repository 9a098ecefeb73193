import type { TerraformStack } from 'cdktf';
import { ClusterClients } from '../../../constructs/data-stores';
import { ManifestRelease } from '../../../constructs/helm/manifest-release';
import { Names } from '../../../constructs/names/names';
import { AuroraCluster, AuroraPostgres } from '../../../constructs/postgres';
import { auroraMaxConnections } from '../../../constructs/postgres/aurora-max-connections';
import type { PostgresConnection } from '../../../constructs/postgres/connection';
import { ManagedPostgresSettings } from '../../../constructs/postgres/settings';
import { dependencies, manifest, releaseValues } from '../../support/helm-release';
import { batchRole } from '../../support/granting';
import { emptyStack, policy, resource, resources, synthesized, type TerraformJson } from '../../support/terraform-json';
import { TestVault } from '../../support/vaults';

interface Made {
  readonly json: TerraformJson;
  readonly litellm: PostgresConnection;
  readonly vault: TestVault;
}

interface Options {
  readonly protection?: boolean;
  readonly region?: string;
  /** What is done with it before it is synthesized. */
  readonly then?: (server: AuroraPostgres, stack: TerraformStack) => void;
}

function aurora(input: object, { protection = true, region = 'eu-central-1', then }: Options = {}): Made {
  const stack = emptyStack('prod-data');
  const manifests = new ManifestRelease(stack, 'manifests', { release: 'infra-data', namespace: 'apps' });
  const vault = new TestVault();
  const cluster = new AuroraCluster(stack, 'aurora', {
    settings: ManagedPostgresSettings.parse({ kind: 'managed', ...input }),
    names: new Names('prod'),
    account: { id: '111111111111', region },
    network: { vpcId: 'vpc-1', databaseSubnetIds: ['subnet-1', 'subnet-2'] },
    protection,
  });
  const server = new AuroraPostgres(stack, 'postgres', {
    server: cluster,
    owners: [{ name: 'litellm' }, { name: 'openwebui', extensions: ['vector'] }],
    clients: new ClusterClients('sg-cluster'),
    vault,
    release: 'infra',
    namespace: 'apps',
    manifests,
    dependsOn: cluster.instances,
  });
  then?.(server, stack);
  return { json: synthesized(stack), litellm: server.connection('litellm'), vault };
}

describe('AuroraPostgres', () => {
  let made: Made;
  let disposable: Made;
  beforeAll(() => {
    made = aurora({
      capacity: { kind: 'provisioned', instanceClass: 'db.r7g.large' },
      readers: 2,
      backupRetentionDays: 14,
    });
    disposable = aurora({ capacity: { kind: 'serverless', minAcu: 0, maxAcu: 2 }, readers: 0 }, { protection: false });
  });
  const cluster = ({ json }: Made) => resource(json, 'aws_rds_cluster');

  test('lets RDS make and keep the master password, of a user that no application is', () => {
    expect(cluster(made)).toMatchObject({
      manage_master_user_password: true,
      master_username: 'inferencehub_admin',
      iam_database_authentication_enabled: true,
    });
    for (const argument of ['master_password', 'master_password_wo', 'database_name']) {
      expect(cluster(made)).not.toHaveProperty(argument);
    }
    expect(made.litellm.address).toMatchObject({ user: 'litellm', database: 'litellm' });
  });

  test('encrypts data, logs, performance data and master secret with a key of its own', () => {
    const key = '${aws_kms_key.';
    expect(cluster(made)).toMatchObject({
      storage_encrypted: true,
      kms_key_id: expect.stringContaining(key) as string,
      master_user_secret_kms_key_id: expect.stringContaining(key) as string,
    });
    expect(resource(made.json, 'aws_cloudwatch_log_group')).toMatchObject({
      name: '/aws/rds/cluster/prod-postgresql/postgresql',
      kms_key_id: expect.stringContaining(key) as string,
      retention_in_days: 90,
    });
    expect(resource(made.json, 'aws_rds_cluster_instance', 'writer')).toMatchObject({
      performance_insights_enabled: true,
      performance_insights_kms_key_id: expect.stringContaining(key) as string,
    });
  });

  test('leaves the minor version to AWS, which raises it by itself: a plan would want it back', () => {
    expect(cluster(made).engine_version).toBe('17');
    expect(resource(made.json, 'aws_rds_cluster_parameter_group').family).toBe('aurora-postgresql17');
    for (const instance of resources(made.json, 'aws_rds_cluster_instance')) {
      expect(instance.auto_minor_version_upgrade).toBe(true);
      expect(instance).not.toHaveProperty('engine_version');
    }
    expect(() => aurora({ engineVersion: '17.5' })).toThrow('it takes a major version');
  });

  test('takes no connection without TLS', () => {
    const group = resource(made.json, 'aws_rds_cluster_parameter_group');
    expect(group.family).toBe('aurora-postgresql17');
    expect(group.parameter).toContainEqual({ name: 'rds.force_ssl', value: '1', apply_method: 'pending-reboot' });
  });

  test('logs slow statements without the values in them, which are what users wrote', () => {
    const { parameter } = resource(made.json, 'aws_rds_cluster_parameter_group');
    const of = (name: string, value: string) => ({ name, value, apply_method: 'pending-reboot' });
    expect(parameter).toContainEqual(of('log_min_duration_statement', '1000'));
    expect(parameter).toContainEqual(of('log_parameter_max_length', '0'));
  });

  test('is reached by the cluster’s security group alone, and reaches nothing', () => {
    expect(resource(made.json, 'aws_vpc_security_group_ingress_rule')).toMatchObject({
      referenced_security_group_id: 'sg-cluster',
      from_port: 5432,
      to_port: 5432,
      ip_protocol: 'tcp',
    });
    expect(resource(made.json, 'aws_vpc_security_group_ingress_rule')).not.toHaveProperty('cidr_ipv4');
    expect(resource(made.json, 'aws_security_group')).not.toHaveProperty('egress');
    expect(made.json.resource).not.toHaveProperty('aws_vpc_security_group_egress_rule');
  });

  test('lets a security group in on its port when it is told to, and opens nothing else', () => {
    const { json } = aurora(
      {},
      {
        then: (server) => {
          server.allowFrom('sg-reports', 'reports');
        },
      },
    );
    const rules = resources(json, 'aws_vpc_security_group_ingress_rule');
    expect(rules).toHaveLength(2);
    const groupOf = (part: string) => resource(json, 'aws_vpc_security_group_ingress_rule', part);
    expect(groupOf('from-reports')).toEqual({
      ...groupOf('from-cluster'),
      description: 'Clients of postgresql: reports',
      referenced_security_group_id: 'sg-reports',
    });
    expect(json.resource).not.toHaveProperty('aws_vpc_security_group_egress_rule');
  });

  test('lets a role log in as exactly one user', () => {
    const { json } = aurora(
      {},
      {
        then: (server, stack) => {
          server.grantConnect(batchRole(stack), 'reports');
        },
      },
    );
    expect(policy(resource(json, 'aws_iam_role_policy', 'batch').policy).Statement).toEqual([
      {
        Sid: 'ConnectToDatabase',
        Effect: 'Allow',
        Action: ['rds-db:connect'],
        Resource: [
          expect.stringMatching(
            /^arn:aws:rds-db:eu-central-1:111111111111:dbuser:\$\{aws_rds_cluster\.[\w-]+\.cluster_resource_id\}\/reports$/,
          ) as string,
        ],
      },
    ]);
  });

  test('refuses to let a role log in as everybody, as the administrator, or as who has a password', () => {
    aurora(
      {},
      {
        then: (server, stack) => {
          const role = batchRole(stack);
          const grant = (user: string) => () => {
            server.grantConnect(role, user);
          };
          expect(grant('*')).toThrow('"*" is no name of a user');
          expect(grant('repor?s')).toThrow('is no name of a user');
          expect(grant('inferencehub_admin')).toThrow('inferencehub_admin logs in with a password');
          expect(grant('litellm')).toThrow('litellm logs in with a password');
        },
      },
    );
  });

  test('is in the database subnets, with no public address', () => {
    expect(resource(made.json, 'aws_db_subnet_group').subnet_ids).toEqual(['subnet-1', 'subnet-2']);
    for (const instance of resources(made.json, 'aws_rds_cluster_instance')) {
      expect(instance.publicly_accessible).toBe(false);
    }
  });

  test('has a writer and the readers asked for, which take over in their order', () => {
    const instances = resources(made.json, 'aws_rds_cluster_instance');
    expect(instances.map(({ identifier, promotion_tier }) => [identifier, promotion_tier])).toEqual([
      ['prod-postgresql-reader-a', 1],
      ['prod-postgresql-reader-b', 2],
      ['prod-postgresql-writer', 0],
    ]);
  });

  test('tells of a reader only where there is one', () => {
    expect(made.litellm.address).toMatchObject({ readerHost: expect.stringContaining('${TfToken[') as string });
    expect(disposable.litellm.address).toMatchObject({ readerHost: undefined });
  });

  test('restores any moment of the days asked for, and exports its log', () => {
    expect(cluster(made)).toMatchObject({
      backup_retention_period: 14,
      copy_tags_to_snapshot: true,
      enabled_cloudwatch_logs_exports: ['postgresql'],
    });
  });

  test('is kept safe in a protected environment, its last snapshot named by when it was made', () => {
    expect(cluster(made)).toMatchObject({
      deletion_protection: true,
      skip_final_snapshot: false,
      delete_automated_backups: false,
      final_snapshot_identifier: expect.stringMatching(
        /^prod-postgresql-final-\$\{formatdate\(.*timestamp\(\)\)\}$/,
      ) as string,
      lifecycle: { ignore_changes: ['final_snapshot_identifier'] },
    });
    expect(cluster(disposable)).toMatchObject({ deletion_protection: false, skip_final_snapshot: true });
    expect(cluster(disposable)).not.toHaveProperty('final_snapshot_identifier');
  });

  test('pauses only where its smallest capacity is nothing', () => {
    expect(cluster(disposable).serverlessv2_scaling_configuration).toEqual({
      min_capacity: 0,
      max_capacity: 2,
      seconds_until_auto_pause: 300,
    });
    const awake = aurora({ capacity: { kind: 'serverless' } });
    expect(cluster(awake).serverlessv2_scaling_configuration).toEqual({ min_capacity: 0.5, max_capacity: 4 });
    expect(cluster(made)).not.toHaveProperty('serverlessv2_scaling_configuration');
    expect(resource(disposable.json, 'aws_rds_cluster_instance')).toMatchObject({ instance_class: 'db.serverless' });
  });

  test('lets only RDS, and only for this account, write monitoring data', () => {
    const [trust] = policy(resource(made.json, 'aws_iam_role').assume_role_policy).Statement;
    expect(trust).toMatchObject({
      Principal: { Service: 'monitoring.rds.amazonaws.com' },
      Condition: { StringEquals: { 'aws:SourceAccount': '111111111111' } },
    });
  });

  test('is verified by the region’s own certificate authority, which a ConfigMap brings', () => {
    expect(made.litellm).toMatchObject({
      tls: 'verify-full',
      certificateAuthority: { kind: 'ConfigMap', name: 'rds-certificate-authority', key: 'ca.crt' },
    });
    const { data } = manifest(made.json, 'infra-data', 'ConfigMap') as unknown as { data: Record<string, string> };
    expect(data['ca.crt']?.match(/-----BEGIN CERTIFICATE-----/g)).toHaveLength(3);
  });

  test('refuses a region whose certificate authority it does not have, unless it is told one', () => {
    expect(() => aurora({}, { region: 'xx-nowhere-1' })).toThrow(/postgres\.certificateAuthority/);
    const certificateAuthority = { kind: 'Secret', name: 'theirs', key: 'ca.pem' };
    expect(aurora({ certificateAuthority }, { region: 'xx-nowhere-1' }).litellm).toMatchObject({
      certificateAuthority,
    });
  });

  test('has its databases made by the administrator, when the instances are there', () => {
    expect(made.vault.asked).toEqual([
      'generate litellm-database litellm/database',
      'generate openwebui-database openwebui/database',
      'point at username',
      'point at password',
    ]);
    expect(releaseValues(made.json, 'infra-database-bootstrap')).toMatchObject({
      server: { port: 5432, sslMode: 'verify-full' },
      admin: { secret: 'infra-database-bootstrap', userKey: 'admin-user', passwordKey: 'admin-password' },
      databases: [
        { name: 'litellm', extensions: [], password: { secret: 'infra-database-bootstrap', key: 'litellm-password' } },
        { name: 'openwebui', extensions: ['vector'] },
      ],
    });
    expect(dependencies(made.json, 'infra-database-bootstrap').filter((one) => one.includes('instance'))).toHaveLength(
      3,
    );
  });

  test('knows no database that it was not made for', () => {
    const stack = emptyStack();
    const server = new AuroraPostgres(stack, 'postgres', {
      server: new AuroraCluster(stack, 'aurora', {
        settings: ManagedPostgresSettings.parse({ kind: 'managed' }),
        names: new Names('prod'),
        account: { id: '111111111111', region: 'eu-central-1' },
        network: { vpcId: 'vpc-1', databaseSubnetIds: [] },
        protection: true,
      }),
      owners: [{ name: 'litellm' }],
      clients: new ClusterClients('sg-cluster'),
      vault: new TestVault(),
      release: 'infra',
      namespace: 'apps',
      manifests: new ManifestRelease(stack, 'manifests', { release: 'infra-data', namespace: 'apps' }),
    });
    expect(() => server.connection('openwebui')).toThrow('no database for openwebui');
  });
});

describe('auroraMaxConnections', () => {
  test.each([
    [1, 1, 189],
    [1, 4, 823],
    [1, 8, 1669],
    [1, 16, 3360],
    [1, 64, 5000],
    [0.5, 64, 2000],
  ])('is what AWS documents for %d to %d capacity units', (minAcu, maxAcu, connections) => {
    expect(auroraMaxConnections({ kind: 'serverless', minAcu, maxAcu })).toBe(connections);
  });

  test('is known for the memory-optimized classes alone', () => {
    expect(auroraMaxConnections({ kind: 'provisioned', instanceClass: 'db.r7g.large' })).toBe(1669);
    expect(auroraMaxConnections({ kind: 'provisioned', instanceClass: 'db.r6i.4xlarge' })).toBe(5000);
    expect(auroraMaxConnections({ kind: 'provisioned', instanceClass: 'db.t4g.medium' })).toBeUndefined();
  });
});
