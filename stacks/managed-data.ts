import type { Construct } from 'constructs';
import { EncryptionKey } from '../constructs/encryption/encryption-key';
import type { NetworkConnection } from '../constructs/network';
import { type AuroraCluster, auroraCluster } from '../constructs/postgres';
import { ElastiCacheServers } from '../constructs/redis';
import { type SecretsManagerVault, secretsManagerVault } from '../constructs/secrets';
import { type BucketConnection, ManagedBucket } from '../constructs/storage';
import type { Environment } from '../environments/schema';
import { databaseOwners } from './database-owners';
import { type AwsEnvironment, EnvironmentStack } from './environment-stack';
import { redisServers } from './redis-servers';

/** What AWS keeps for an environment, as the stacks inside the cluster have to know it. */
export interface ManagedData {
  /** The key for entries in AWS Secrets Manager; absent where secrets are kept in the cluster. */
  readonly secretsKeyArn?: string;
  /**
   * Where the passwords of Redis are born, wherever it runs: ElastiCache is told its own in the apply that writes it, and an
   * entry stays what it is when its server changes its kind. Absent where secrets are kept in the cluster.
   */
  readonly vault?: SecretsManagerVault;
  readonly aurora?: AuroraCluster;
  readonly elastiCache?: ElastiCacheServers;
  readonly bucket?: BucketConnection;
}

export interface ManagedDataStackProps {
  readonly network: NetworkConnection;
}

/** Whether AWS keeps anything for an environment. */
export function hasManagedData({ postgres, redis, secrets, storage }: Environment): boolean {
  const stores = [postgres, redis.openwebui, redis.litellm, redis.coordination, storage];
  return secrets.kind === 'aws-secrets-manager' || stores.some(({ kind }) => kind === 'managed');
}

/**
 * The data stores that AWS runs, and the key of the environment's secrets. Nothing in it needs the cluster, so it is made
 * while that is; who may connect, and what is in the stores, is for the stacks that know the clients.
 */
export class ManagedDataStack extends EnvironmentStack implements ManagedData {
  readonly secretsKeyArn?: string;
  readonly vault?: SecretsManagerVault;
  readonly aurora?: AuroraCluster;
  readonly elastiCache?: ElastiCacheServers;
  readonly bucket?: BucketConnection;

  constructor(scope: Construct, environment: AwsEnvironment, { network }: ManagedDataStackProps) {
    super(scope, environment, 'managed-data');
    const { account, postgres, protection, secrets, storage } = environment;
    const wiring = { names: this.names, account, protection, network };
    if (storage.kind === 'managed') this.bucket = new ManagedBucket(this, 'storage', { ...wiring, settings: storage });
    // A server that AWS runs takes its password from there.
    if (secrets.kind !== 'aws-secrets-manager') return;

    this.secretsKeyArn = new EncryptionKey(this, 'secrets-key', {
      names: this.names,
      thing: 'secrets',
      description: `Secrets of ${environment.name} in AWS Secrets Manager`,
      account,
      protection,
      services: ['secretsmanager'],
    }).arn;
    this.vault = secretsManagerVault(this, 'secrets', secrets, { ...wiring, kmsKeyArn: this.secretsKeyArn });
    this.aurora = auroraCluster(this, 'postgres', postgres, databaseOwners(environment), wiring);
    this.elastiCache = new ElastiCacheServers(this, 'redis', redisServers(environment), {
      ...wiring,
      vault: this.vault,
    });
  }
}
