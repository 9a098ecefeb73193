import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { ElasticacheParameterGroup } from '@cdktf/provider-aws/lib/elasticache-parameter-group';
import { ElasticacheReplicationGroup } from '@cdktf/provider-aws/lib/elasticache-replication-group';
import { ElasticacheSubnetGroup } from '@cdktf/provider-aws/lib/elasticache-subnet-group';
import { Construct } from 'constructs';
import type { AccountSettings } from '../account/settings';
import { EncryptionKey } from '../encryption/encryption-key';
import type { Grantee } from '../identity/grantee';
import type { Names } from '../names/names';
import { databaseSubnets } from '../data-stores/database-subnets';
import type { DataStoreNetwork } from '../data-stores/wiring';
import { DataStoreSecurityGroup } from '../data-stores/data-store-security-group';
import type { SecretVault } from '../secrets/secret-vault';
import { holdsData } from '../protection/held-data';
import { finalSnapshotName, KEEP_FINAL_SNAPSHOT_NAME } from '../data-stores/final-snapshot';
import { throwProblems } from '../telling/problems';
import type { RedisConnection } from './connection';
import { elastiCacheParameters } from './elasticache-parameters';
import { engineProblems } from './engine-problems';
import { ElastiCacheUsers } from './elasticache-users';
import { passwordVault } from './password-vault';
import { known, type RedisUse } from './redis-use';
import type { RedisServer } from './server';
import { keepsData, type ManagedRedisSettings } from './settings';
import { redisTokenStatements } from './token-statements';
import { useProblems } from './use-problems';

export interface ElastiCacheRedisProps {
  readonly settings: ManagedRedisSettings;
  /** What it is for; several uses get a user each. */
  readonly uses: readonly RedisUse[];
  /** With the environment's name before it, the name of the replication group. */
  readonly thing: string;
  readonly names: Names;
  readonly account: AccountSettings;
  readonly network: DataStoreNetwork;
  /** Where passwords are born; not needed where all uses log in with tokens. */
  readonly vault?: SecretVault;
  /** Whether the last state is kept when it is destroyed. */
  readonly protection: boolean;
}

const PORT = 6379;

/** ElastiCache's limit for a replication group's id. */
const ID_LIMIT = 40;

/** Days for which the server's own logs are kept. */
const LOG_RETENTION_DAYS = 30;

/** The version that an engine gets when the user says nothing. Redis OSS ends at 7.1 on ElastiCache. */
const ENGINE_VERSIONS = { valkey: '8.0', redis: '7.1' };

/**
 * A replication group of ElastiCache: TLS only, encrypted with a key of its own, and with a password for each use. Its
 * certificate is from Amazon Trust Services, which every client's own bundle knows. It needs a network and no Kubernetes;
 * nobody is let in until `DataStoreClientRules` or `allowFrom` say so.
 * @example
 * ```ts
 * const redis = new ElastiCacheRedis(this, 'cache', {
 *   ...common,
 *   network,
 *   thing: 'cache',
 *   uses: [{ name: 'reports', copiesOnly: true, authentication: 'iam' }],
 *   settings: managedRedisSettings({ kind: 'managed', evictionPolicy: 'allkeys-lru' }),
 * });
 * const cache: RedisConnection = redis.connection('reports');
 * redis.allowFrom('sg-0123456789abcdef0', 'reports');
 * redis.grantConnect(role, 'reports');
 * ```
 */
export class ElastiCacheRedis extends Construct implements RedisServer {
  /** What `DataStoreClientRules` let clients in on. */
  readonly securityGroup: DataStoreSecurityGroup;
  private readonly connections = new Map<string, RedisConnection>();

  constructor(scope: Construct, id: string, props: ElastiCacheRedisProps) {
    super(scope, id);
    const { settings, names, thing, network, uses, vault } = props;
    throwProblems(this.node.path, [
      ...useProblems(uses, settings.evictionPolicy),
      ...engineProblems(settings, 'settings'),
    ]);
    const groupId = names.of(thing, ID_LIMIT);
    const logGroups = {
      'slow-log': `/aws/elasticache/${groupId}/slow-log`,
      'engine-log': `/aws/elasticache/${groupId}/engine-log`,
    };
    const key = new EncryptionKey(this, 'key', {
      names,
      thing,
      description: `Data and logs of ${groupId}`,
      account: props.account,
      protection: props.protection,
      holdsData: keepsData(settings),
      services: ['elasticache'],
      logGroups: Object.values(logGroups),
    });
    const version = settings.engineVersion ?? ENGINE_VERSIONS[settings.engine];
    const parameters = new ElasticacheParameterGroup(this, 'parameters', {
      name: groupId,
      family: `${settings.engine}${version.split('.')[0] ?? ''}`,
      description: `What ${groupId} does when its memory is full`,
      parameter: elastiCacheParameters(settings, uses),
    });
    const subnets = new ElasticacheSubnetGroup(this, 'subnets', {
      name: groupId,
      description: `Where ${groupId} is`,
      subnetIds: [...network.databaseSubnetIds],
    });
    this.securityGroup = new DataStoreSecurityGroup(this, 'security-group', {
      names,
      thing,
      vpcId: network.vpcId,
      port: PORT,
    });
    const logs = (['slow-log', 'engine-log'] as const).map((logType) => ({
      destination: new CloudwatchLogGroup(this, logType, {
        name: logGroups[logType],
        kmsKeyId: key.arn,
        retentionInDays: LOG_RETENTION_DAYS,
      }).name,
      destinationType: 'cloudwatch-logs',
      logFormat: 'json',
      logType,
    }));
    const fails = settings.replicas > 0;
    const group = new ElasticacheReplicationGroup(this, 'group', {
      replicationGroupId: groupId,
      description: `Redis for ${uses.map(({ name }) => name).join(' and ')}`,
      engine: settings.engine,
      engineVersion: version,
      nodeType: settings.nodeType,
      numCacheClusters: settings.replicas + 1,
      automaticFailoverEnabled: fails,
      multiAzEnabled: fails,
      parameterGroupName: parameters.name,
      port: PORT,
      subnetGroupName: subnets.name,
      securityGroupIds: [this.securityGroup.id],
      atRestEncryptionEnabled: 'true',
      kmsKeyId: key.arn,
      transitEncryptionEnabled: true,
      transitEncryptionMode: 'required',
      autoMinorVersionUpgrade: 'true',
      snapshotRetentionLimit: settings.snapshotRetentionDays,
      finalSnapshotIdentifier: props.protection ? finalSnapshotName(groupId) : undefined,
      logDeliveryConfiguration: logs,
      lifecycle: {
        ignoreChanges: [
          // AWS raises it by itself. To set it back would replace the group, and lose what is in it.
          'engine_version',
          ...(props.protection ? KEEP_FINAL_SNAPSHOT_NAME.ignoreChanges : []),
        ],
      },
    });
    if (keepsData(settings)) holdsData(group);

    const server = {
      variant: `managed (ElastiCache, ${settings.engine === 'valkey' ? 'Valkey' : 'Redis OSS'} ${version})`,
      address: { kind: 'single', host: group.primaryEndpointAddress, port: PORT, database: 0 },
      location: databaseSubnets(network, PORT),
      tls: true,
      evictionPolicy: settings.evictionPolicy,
    } as const;
    const [sole, ...others] = uses.map(known);
    if (sole && others.length === 0 && sole.authentication === 'password') {
      const token = passwordVault(this, sole.name, vault).generateShared(`${sole.name}-redis`, { entry: sole.entry });
      // The bindings are older than the write-only argument; `auth_token` would put the value into the state.
      group.addOverride('auth_token_wo', token.value);
      group.addOverride('auth_token_wo_version', token.version);
      // A new token is valid beside the one before it until the next: nobody is turned away while pods are replaced.
      group.authTokenUpdateStrategy = 'ROTATE';
      this.connections.set(sole.name, { ...server, password: token.ref });
    } else {
      const users = new ElastiCacheUsers(this, 'users', { engine: settings.engine, uses, names, thing, vault });
      group.userGroupIds = [users.groupId];
      for (const use of uses.map(known)) {
        const { name, password, tokenArn } = users.of(use.name);
        this.connections.set(use.name, {
          ...server,
          user: name,
          // On a server of its own all keys are its own.
          keyPrefix: others.length === 0 ? undefined : use.keyPrefix,
          password,
          tokens: tokenArn ? { cache: groupId, region: props.account.region, arns: [group.arn, tokenArn] } : undefined,
        });
      }
    }
  }

  connection(use: string): RedisConnection {
    const connection = this.connections.get(use);
    if (!connection) throw new Error(`this Redis is not for ${use}`);
    return connection;
  }

  /**
   * Lets what is in a security group connect, on the one port.
   * @param id kebab-case, ends the rule's id
   */
  allowFrom(securityGroupId: string, id: string): void {
    this.securityGroup.allowFrom(securityGroupId, id);
  }

  /** Lets a role log in with tokens of IAM as the user of a use, and as no other. */
  grantConnect(grantee: Grantee, use: string): void {
    const statements = redisTokenStatements([this.connection(use)]);
    if (statements.length === 0) {
      throw new Error(
        `${use} logs in to this Redis with a password; write authentication: 'iam' into the use to grant a role its tokens`,
      );
    }
    grantee.addToPolicy(...statements);
  }
}
