import type { Construct } from 'constructs';
import { dataStoreClients } from '../constructs/data-stores';
import { locationFlows } from '../constructs/network-policies';
import { PostgresDatabases } from '../constructs/postgres';
import type { DatabaseUser, PostgresConnection } from '../constructs/postgres/connection';
import { type RedisConnection, type RedisConnections, RedisServers } from '../constructs/redis';
import { storage } from '../constructs/storage';
import type { StorageConnection } from '../constructs/storage/connection';
import type { Environment } from '../environments/schema';
import { dataStoreClientPods } from './data-store-client-pods';
import { EnvironmentStack } from './environment-stack';
import { namespaceContents, type NamespaceProps } from './namespace-contents';

/** Where the applications keep what they know. */
export interface DataConnections {
  readonly postgres: Readonly<Record<DatabaseUser, PostgresConnection>>;
  readonly redis: RedisConnections;
  readonly storage: StorageConnection;
}

/** Databases, Redis, object storage, and the secrets that open them. */
export class DataStack extends EnvironmentStack {
  readonly connections: DataConnections;

  constructor(scope: Construct, environment: Environment, { cluster, network, platform }: NamespaceProps) {
    super(scope, environment, 'data');
    this.useCluster(cluster);
    const { account, protection, release } = environment;
    const { namespace } = platform;
    const { policies, manifests, vault } = namespaceContents(this, 'data', environment, { cluster, network, platform });
    const clients =
      cluster.kind === 'eks'
        ? dataStoreClients(this, 'clients', {
            names: this.names,
            cluster,
            namespace,
            manifests,
            known: dataStoreClientPods(environment),
          })
        : undefined;
    const wiring = {
      names: this.names,
      account,
      protection,
      release,
      namespace,
      vault,
      manifests,
      network,
      clients,
    };
    this.connections = {
      postgres: new PostgresDatabases(this, 'postgres', environment.postgres, {
        ...wiring,
        tokenUsers: environment.litellm.database.authentication === 'iam' ? ['litellm'] : [],
      }).connections,
      redis: new RedisServers(this, 'redis', environment.redis, {
        ...wiring,
        tokenUses: environment.litellm.redis.authentication === 'iam' ? ['litellm-cache', 'litellm-coordination'] : [],
      }).connections,
      storage: storage(this, 'storage', environment.storage, wiring),
    };
    policies.allow(
      locationFlows(
        environment.networkPolicies,
        [
          ...Object.values<PostgresConnection>(this.connections.postgres),
          ...Object.values<RedisConnection>({ ...this.connections.redis }),
        ].map(({ location }) => location),
      ),
    );
  }
}
