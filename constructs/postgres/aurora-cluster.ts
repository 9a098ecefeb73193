import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { DbSubnetGroup } from '@cdktf/provider-aws/lib/db-subnet-group';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment';
import { RdsCluster } from '@cdktf/provider-aws/lib/rds-cluster';
import { RdsClusterInstance } from '@cdktf/provider-aws/lib/rds-cluster-instance';
import { RdsClusterParameterGroup } from '@cdktf/provider-aws/lib/rds-cluster-parameter-group';
import { type ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { partitionOf } from '../account/partition';
import type { AccountSettings } from '../account/settings';
import { EncryptionKey } from '../encryption/encryption-key';
import { keyUseStatement } from '../encryption/key-use';
import type { Grantee } from '../identity/grantee';
import { trustPolicy } from '../identity/policy-document';
import type { Names } from '../names/names';
import type { DataStoreNetwork } from '../data-stores/wiring';
import { DataStoreSecurityGroup } from '../data-stores/data-store-security-group';
import { holdsData } from '../protection/held-data';
import { finalSnapshotName, KEEP_FINAL_SNAPSHOT_NAME } from '../data-stores/final-snapshot';
import { throwProblems } from '../telling/problems';
import { capacityProblems } from './capacity-problems';
import type { ManagedPostgresSettings } from './settings';
import { databaseTokenStatement } from './token-statement';

export interface AuroraClusterProps {
  readonly settings: ManagedPostgresSettings;
  readonly names: Names;
  readonly account: AccountSettings;
  readonly network: DataStoreNetwork;
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
 * The cluster of an Aurora PostgreSQL as AWS has it: empty, TLS only, and with nobody let in. It needs a network and no
 * Kubernetes, so that it can be in a stack beside the one that makes the cluster; `AuroraPostgres` makes the databases in
 * it and lets their clients in, where that is a cluster.
 * @example
 * ```ts
 * const server = new AuroraCluster(this, 'postgres', {
 *   ...common,
 *   network,
 *   settings: managedPostgresSettings({ kind: 'managed', capacity: { kind: 'serverless', maxAcu: 4 } }),
 * });
 * server.allowFrom('sg-0123456789abcdef0', 'reports');
 * server.grantConnect(role, 'reports');
 * server.grantAdministration(role);
 * ```
 */
export class AuroraCluster extends Construct {
  readonly settings: ManagedPostgresSettings;
  readonly network: DataStoreNetwork;
  readonly region: string;
  readonly port = PORT;
  /** DNS name of whichever instance is the writer. */
  readonly endpoint: string;
  /** DNS name of the readers; absent where there is none. */
  readonly readerEndpoint?: string;
  readonly securityGroup: DataStoreSecurityGroup;
  /** The user that RDS keeps the password of. */
  readonly masterUser = MASTER_USER;
  /** RDS' entry in Secrets Manager for that user, and the key that it is encrypted with. */
  readonly masterSecret: { readonly arn: string; readonly kmsKeyArn: string };
  /** What answers at the endpoints: what connects to them waits for it, within the same stack. */
  readonly instances: readonly ITerraformDependable[];
  private readonly usersArn: string;

  constructor(scope: Construct, id: string, props: AuroraClusterProps) {
    super(scope, id);
    const { settings, names, account, network, protection } = props;
    throwProblems(this.node.path, capacityProblems(settings, 'settings'));
    this.settings = settings;
    this.network = network;
    this.region = account.region;
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
      vpcId: network.vpcId,
      port: PORT,
    });
    const cluster = this.cluster(props, clusterId, logGroup, key.arn);
    holdsData(cluster);
    this.instances = this.instancesOf(props, clusterId, cluster, key.arn);
    this.endpoint = cluster.endpoint;
    this.readerEndpoint = settings.readers > 0 ? cluster.readerEndpoint : undefined;
    this.masterSecret = { arn: cluster.masterUserSecret.get(0).secretArn, kmsKeyArn: key.arn };
    this.usersArn = `arn:${partitionOf(account.region)}:rds-db:${account.region}:${account.id}:dbuser:${cluster.clusterResourceId}`;
  }

  /** A user as IAM knows it: whoever may `rds-db:connect` to it gets RDS' tokens for it. */
  userArn(user: string): string {
    return `${this.usersArn}/${user}`;
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
   * @param user a user that was granted `rds_iam` in the database
   */
  grantConnect(grantee: Grantee, user: string): void {
    // In an ARN, * and ? would be other users too.
    if (!/^[A-Za-z_][\w.-]*$/.test(user)) throw new Error(`"${user}" is no name of a user in PostgreSQL`);
    if (user === MASTER_USER) {
      throw new Error(`${user} logs in with a password, which RDS keeps; \`grantAdministration\` lets a role read it`);
    }
    grantee.addToPolicy(databaseTokenStatement(this.userArn(user)));
  }

  /** Lets a role read the password that RDS keeps, and so make databases and users: what migrates is given this. */
  grantAdministration(grantee: Grantee): void {
    const { arn, kmsKeyArn } = this.masterSecret;
    grantee.addToPolicy(
      { sid: 'ReadMasterSecret', actions: ['secretsmanager:GetSecretValue'], resources: [arn] },
      keyUseStatement({
        sid: 'DecryptMasterSecret',
        use: 'decrypt',
        keyArns: [kmsKeyArn],
        services: ['secretsmanager'],
        region: this.region,
      }),
    );
  }

  private cluster(props: AuroraClusterProps, clusterId: string, logGroup: string, keyArn: string): RdsCluster {
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
  private instancesOf(
    { settings, names, account }: AuroraClusterProps,
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
