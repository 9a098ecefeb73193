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
    this.connections = {
      postgres: new PostgresDatabases(this, 'postgres', environment.postgres, {
        ...wiring,
        aurora: managedData?.aurora,
        tokenUsers: environment.litellm.database.authentication === 'iam' ? ['litellm'] : [],
      }).connections,
      redis: new RedisServers(this, 'redis', environment.redis, {
        ...wiring,
        vault: managedData?.vault ?? vault,
        elastiCache: managedData?.elastiCache,
      }).connections,
      storage: storage(this, 'storage', environment.storage, { account, bucket: managedData?.bucket }),
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
