import type { Construct } from 'constructs';
import { dataStoreClients } from '../constructs/data-stores';
import { litellmDatabase } from '../constructs/litellm/database-owner';
import { litellmRedisUses } from '../constructs/litellm/redis-uses';
import { locationFlows } from '../constructs/network-policies';
import { OPEN_WEBUI_DATABASE } from '../constructs/open-webui/database-owner';
import { OPEN_WEBUI_REDIS } from '../constructs/open-webui/redis-use';
import { type PostgresConnection, PostgresDatabases } from '../constructs/postgres';
import { type RedisConnection, RedisServers } from '../constructs/redis';
import { storage } from '../constructs/storage';
import type { StorageConnection } from '../constructs/storage/connection';
import type { Environment } from '../environments/schema';
import { dataStoreClientPods } from './data-store-client-pods';
import { databaseOwners } from './database-owners';
import { EnvironmentStack } from './environment-stack';
import { namespaceContents, type NamespaceProps } from './namespace-contents';
import { redisServers } from './redis-servers';

/** Where the applications keep what they know. */
export interface DataConnections {
  readonly postgres: Readonly<Record<'litellm' | 'openwebui', PostgresConnection>>;
  readonly redis: Readonly<Record<'openwebui' | 'litellmCache' | 'coordination', RedisConnection>>;
  readonly storage: StorageConnection;
}

/**
 * The data stores that run in the cluster, and of all others what is in the cluster: databases and their owners, the
 * secrets that open them, the way to them.
 */
export class ClusterDataStack extends EnvironmentStack {
  readonly connections: DataConnections;

  constructor(scope: Construct, environment: Environment, props: NamespaceProps) {
    super(scope, environment, 'cluster-data');
    const { cluster, platform, managedData } = props;
    this.useCluster(cluster);
    const { account, protection, release } = environment;
    const { namespace } = platform;
    const { policies, manifests, vault } = namespaceContents(this, 'data', environment, props);
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
    const wiring = { protection, release, namespace, vault, manifests, clients };
    const databases = new PostgresDatabases(this, 'postgres', environment.postgres, databaseOwners(environment), {
      ...wiring,
      aurora: managedData?.aurora,
    });
    const redis = new RedisServers(this, 'redis', redisServers(environment), {
      ...wiring,
      vault: managedData?.vault ?? vault,
      elastiCache: managedData?.elastiCache,
    });
    const { cache, coordination } = litellmRedisUses(environment.litellm);
    this.connections = {
      postgres: {
        litellm: databases.connection(litellmDatabase(environment.litellm).name),
        openwebui: databases.connection(OPEN_WEBUI_DATABASE.name),
      },
      redis: {
        openwebui: redis.connection(OPEN_WEBUI_REDIS.name),
        litellmCache: redis.connection(cache.name),
        coordination: redis.connection(coordination.name),
      },
      storage: storage(this, 'storage', environment.storage, { account, bucket: managedData?.bucket }),
    };
    policies.allow(
      locationFlows(
        environment.networkPolicies,
        [
          ...Object.values<PostgresConnection>(this.connections.postgres),
          ...Object.values<RedisConnection>(this.connections.redis),
        ].map(({ location }) => location),
      ),
    );
  }
}
