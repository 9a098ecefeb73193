import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { DbSubnetGroup } from '@cdktf/provider-aws/lib/db-subnet-group';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment';
import { RdsCluster } from '@cdktf/provider-aws/lib/rds-cluster';
import { RdsClusterInstance } from '@cdktf/provider-aws/lib/rds-cluster-instance';
import { RdsClusterParameterGroup } from '@cdktf/provider-aws/lib/rds-cluster-parameter-group';
import { Construct } from 'constructs';
import { partitionOf } from '../account/partition';
import type { AccountSettings } from '../account/settings';
import type { DataStoreClients } from '../data-stores/clients';
import { EncryptionKey } from '../encryption/encryption-key';
import type { Grantee } from '../identity/grantee';
import { trustPolicy } from '../identity/policy-document';
import type { ManifestRelease } from '../helm/manifest-release';
import type { Names } from '../names/names';
import type { NetworkConnection } from '../network/connection';
import { DataStoreSecurityGroup } from '../data-stores/data-store-security-group';
import { databaseSubnets } from '../data-stores/database-subnets';
import { bootstrapPods, bootstrapRelease } from './bootstrap-pods';
import type { SecretVault } from '../secrets/secret-vault';
import { holdsData } from '../protection/held-data';
import { finalSnapshotName, KEEP_FINAL_SNAPSHOT_NAME } from '../data-stores/final-snapshot';
import { auroraMaxConnections } from './aurora-max-connections';
import type { CertificateAuthority } from '../kubernetes/authority-mounts';
import type { DatabaseUser, PostgresConnection } from './connection';
import { DatabaseBootstrap } from './database-bootstrap';
import { rdsCertificateAuthority } from './rds-certificates';
import { DATABASE_ENTRY, DATABASE_EXTENSIONS, type PostgresServer } from './server';
import type { ManagedPostgresSettings } from './settings';
import { databaseTokenStatement } from './token-statement';

export interface AuroraPostgresProps {
  readonly settings: ManagedPostgresSettings;
  /** Applications that get a database and a role of their own. */
  readonly users: readonly DatabaseUser[];
  /** Those of them that log in with RDS' tokens, and not with a password. */
  readonly tokenUsers?: readonly DatabaseUser[];
  readonly names: Names;
  readonly account: AccountSettings;
  readonly network: NetworkConnection;
  /** What may connect. */
  readonly clients: DataStoreClients;
  readonly vault: SecretVault;
  /** First part of the names of what runs in the cluster. */
  readonly release: string;
  readonly namespace: string;
  /** The release that carries the bootstrap's Secret and the certificate authority. */
  readonly manifests: ManifestRelease;
  /** Whether it is kept safe from deletion, and its last state kept. */
  readonly protection: boolean;
}

const PORT = 5432;

/** The user that RDS keeps the password of. It owns nothing, and no application logs in as it. */
const MASTER_USER = 'inferencehub_admin';

/** Days for which the server's log is kept. */
const LOG_RETENTION_DAYS = 90;

/** Days of performance data that cost nothing. */
const INSIGHTS_RETENTION_DAYS = 7;

/** Statements that take longer are logged. */
const SLOW_STATEMENT_MILLISECONDS = 1000;

/** Seconds between two looks at the operating system. */
const MONITORING_SECONDS = 60;

/** The readers' ids, as many as Aurora has. */
const READERS = 'abcdefghijklmno'.split('');

/**
 * Aurora PostgreSQL: one cluster with a database and an owner for each application. TLS only.
 * @example
 * ```ts
 * const postgres = new AuroraPostgres(this, 'postgres', {
 *   ...wiring,
 *   users: ['litellm'],
 *   settings: ManagedPostgresSettings.parse({ kind: 'managed', capacity: { kind: 'serverless', maxAcu: 4 } }),
 * });
 * const database: PostgresConnection = postgres.connection('litellm');
 * postgres.allowFrom('sg-0123456789abcdef0', 'reports');
 * postgres.grantConnect(role, 'reports');
 * ```
 */
export class AuroraPostgres extends Construct implements PostgresServer {
  private readonly connections = new Map<DatabaseUser, PostgresConnection>();
  private readonly securityGroup: DataStoreSecurityGroup;
  private readonly resourceId: string;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: AuroraPostgresProps,
  ) {
    super(scope, id);
    const { settings, names, account, protection, vault, users } = props;
    const clusterId = names.of('postgresql');
    const logGroup = `/aws/rds/cluster/${clusterId}/postgresql`;
    const key = new EncryptionKey(this, 'key', {
      names,
      thing: 'postgresql',
      description: `Data, logs and master secret of ${clusterId}`,
      account,
      protection,
      services: ['rds', 'secretsmanager'],
      logGroups: [logGroup],
    });
    this.securityGroup = new DataStoreSecurityGroup(this, 'security-group', {
      names,
      thing: 'postgresql',
      vpcId: props.network.vpcId,
      port: PORT,
      clients: props.clients.groupsOf([...users, 'database-bootstrap']),
    });
    const cluster = this.cluster(props, clusterId, logGroup, key.arn);
    holdsData(cluster);
    this.resourceId = cluster.clusterResourceId;
    const instances = this.instances(props, clusterId, cluster, key.arn);

    const masterSecret = cluster.masterUserSecret.get(0).secretArn;
    const passwords = users.map((user) => ({
      user,
      password: vault.generate(`${user}-database`, { entry: DATABASE_ENTRY[user], beside: { username: user } }),
    }));
    const certificateAuthority = this.certificateAuthority(props);
    const bootstrap = bootstrapRelease(props.release);
    new DatabaseBootstrap(this, 'bootstrap', {
      release: bootstrap,
      namespace: props.namespace,
      manifests: props.manifests,
      server: { host: cluster.endpoint, port: PORT, tls: 'verify-full', certificateAuthority },
      admin: {
        user: vault.pointAt(masterSecret, 'username', key.arn),
        password: vault.pointAt(masterSecret, 'password', key.arn),
      },
      databases: passwords.map(({ user, password }) => ({
        name: user,
        password: props.tokenUsers?.includes(user) ? undefined : password,
        extensions: DATABASE_EXTENSIONS[user],
      })),
      dependsOn: instances,
    });

    for (const { user, password } of passwords) {
      this.connections.set(user, {
        variant: `managed (Aurora PostgreSQL ${settings.engineVersion})`,
        address: {
          kind: 'parts',
          host: cluster.endpoint,
          port: PORT,
          readerHost: settings.readers > 0 ? cluster.readerEndpoint : undefined,
          sessionHost: cluster.endpoint,
          transactionPooled: false,
          database: user,
          user,
          password,
          tokenUserArn: props.tokenUsers?.includes(user) ? this.userArn(user) : undefined,
        },
        location: databaseSubnets(props.network, PORT, [bootstrapPods(bootstrap)]),
        tls: 'verify-full',
        certificateAuthority,
        maxConnections: auroraMaxConnections(settings.capacity),
      });
    }
  }

  connection(user: DatabaseUser): PostgresConnection {
    const connection = this.connections.get(user);
    if (!connection) throw new Error(`this PostgreSQL has no database for ${user}`);
    return connection;
  }

  /**
   * Lets what is in a security group connect, on the one port.
   * @param id kebab-case, ends the rule's id
   */
  allowFrom(securityGroupId: string, id: string): void {
    this.securityGroup.allowFrom(securityGroupId, id);
  }

  /**
   * Lets a role log in with RDS' tokens as one user, and as no other.
   * @param user one of the applications, or a user of your own that was granted `rds_iam` in the database
   */
  grantConnect(grantee: Grantee, user: string): void {
    const { users, tokenUsers = [] } = this.props;
    // In an ARN, * and ? would be other users too.
    if (!/^[A-Za-z_][\w.-]*$/.test(user)) throw new Error(`"${user}" is no name of a user in PostgreSQL`);
    const isOf = (some: readonly string[]) => some.includes(user);
    if (user === MASTER_USER || (isOf(users) && !isOf(tokenUsers))) {
      throw new Error(`${user} logs in with a password; \`tokenUsers\` says which applications have tokens instead`);
    }
    grantee.addToPolicy(databaseTokenStatement(this.userArn(user)));
  }

  private userArn(user: string): string {
    const { id, region } = this.props.account;
    return `arn:${partitionOf(region)}:rds-db:${region}:${id}:dbuser:${this.resourceId}/${user}`;
  }

  private cluster(props: AuroraPostgresProps, clusterId: string, logGroup: string, keyArn: string): RdsCluster {
    const { settings, network, protection } = props;
    const parameters = new RdsClusterParameterGroup(this, 'parameters', {
      name: clusterId,
      family: `aurora-postgresql${settings.engineVersion}`,
      description: `Settings of ${clusterId}`,
      parameter: [
        parameter('rds.force_ssl', 1),
        parameter('password_encryption', 'scram-sha-256'),
        // Changes to the schema; no statement of ours ever holds a password.
        parameter('log_statement', 'ddl'),
        parameter('log_min_duration_statement', SLOW_STATEMENT_MILLISECONDS),
        // What stands in place of $1, $2, … is what users wrote: a slow statement is logged without it.
        parameter('log_parameter_max_length', 0),
      ],
    });
    const subnets = new DbSubnetGroup(this, 'subnets', {
      name: clusterId,
      description: `Where ${clusterId} is`,
      subnetIds: [...network.databaseSubnetIds],
    });
    // RDS would make it by itself, without a key and to be kept forever.
    const logs = new CloudwatchLogGroup(this, 'logs', {
      name: logGroup,
      kmsKeyId: keyArn,
      retentionInDays: LOG_RETENTION_DAYS,
    });
    return new RdsCluster(this, 'cluster', {
      clusterIdentifier: clusterId,
      engine: 'aurora-postgresql',
      engineVersion: settings.engineVersion,
      // No surprise on the bill when the major version's standard support ends.
      engineLifecycleSupport: 'open-source-rds-extended-support-disabled',
      port: PORT,
      masterUsername: MASTER_USER,
      manageMasterUserPassword: true,
      masterUserSecretKmsKeyId: keyArn,
      iamDatabaseAuthenticationEnabled: true,
      storageEncrypted: true,
      kmsKeyId: keyArn,
      dbClusterParameterGroupName: parameters.name,
      dbSubnetGroupName: subnets.name,
      vpcSecurityGroupIds: [this.securityGroup.id],
      serverlessv2ScalingConfiguration: scaling(settings.capacity),
      backupRetentionPeriod: settings.backupRetentionDays,
      copyTagsToSnapshot: true,
      enabledCloudwatchLogsExports: ['postgresql'],
      deletionProtection: protection,
      deleteAutomatedBackups: !protection,
      skipFinalSnapshot: !protection,
      finalSnapshotIdentifier: protection ? finalSnapshotName(clusterId) : undefined,
      lifecycle: protection ? KEEP_FINAL_SNAPSHOT_NAME : undefined,
      dependsOn: [logs],
    });
  }

  /** The writer and its readers; whichever is promoted takes over. */
  private instances(
    { settings, names, account }: AuroraPostgresProps,
    clusterId: string,
    cluster: RdsCluster,
    keyArn: string,
  ): RdsClusterInstance[] {
    const monitoring = new IamRole(this, 'monitoring', {
      name: names.of('postgresql-monitoring', 64),
      description: `Lets RDS write what it sees of ${clusterId}'s operating system to CloudWatch`,
      assumeRolePolicy: trustPolicy('monitoring.rds.amazonaws.com', ['sts:AssumeRole'], {
        StringEquals: { 'aws:SourceAccount': account.id },
      }),
    });
    const attachment = new IamRolePolicyAttachment(this, 'monitoring-policy', {
      role: monitoring.name,
      policyArn: `arn:${partitionOf(account.region)}:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole`,
    });
    const instanceClass = settings.capacity.kind === 'serverless' ? 'db.serverless' : settings.capacity.instanceClass;
    const instanceNames = ['writer', ...READERS.slice(0, settings.readers).map((letter) => `reader-${letter}`)];
    return instanceNames.map(
      (name, index) =>
        new RdsClusterInstance(this, name, {
          identifier: `${clusterId}-${name}`,
          clusterIdentifier: cluster.id,
          engine: cluster.engine,
          // Its version is the cluster's: the major version alone could mean another minor one for a new reader.
          instanceClass,
          promotionTier: Math.min(index, 15),
          publiclyAccessible: false,
          autoMinorVersionUpgrade: true,
          caCertIdentifier: 'rds-ca-rsa2048-g1',
          copyTagsToSnapshot: true,
          monitoringInterval: MONITORING_SECONDS,
          monitoringRoleArn: monitoring.arn,
          performanceInsightsEnabled: true,
          performanceInsightsKmsKeyId: keyArn,
          performanceInsightsRetentionPeriod: INSIGHTS_RETENTION_DAYS,
          dependsOn: [attachment],
        }),
    );
  }

  private certificateAuthority({ settings, account, namespace, manifests }: AuroraPostgresProps): CertificateAuthority {
    if (settings.certificateAuthority) return settings.certificateAuthority;
    const { manifest, certificateAuthority } = rdsCertificateAuthority(account.region, namespace);
    manifests.add(manifest);
    return certificateAuthority;
  }
}

/** Static parameters take effect at a restart, and the first start is one. */
function parameter(name: string, value: string | number) {
  return { name, value: String(value), applyMethod: 'pending-reboot' };
}

function scaling(capacity: ManagedPostgresSettings['capacity']) {
  if (capacity.kind === 'provisioned') return undefined;
  return {
    minCapacity: capacity.minAcu,
    maxCapacity: capacity.maxAcu,
    secondsUntilAutoPause: capacity.minAcu === 0 ? (capacity.pauseAfterSeconds ?? 300) : undefined,
  };
}
